// What must hold for a `ListStorage` after every change; tests call it, production code does not.

extension ListStorage {
    func checkInvariants() {
        var (total, memory) = (0, 0)
        for index in 0..<chunkCount {
            let run = unsafe chunk(index)
            unsafe run.pointee.checkInvariants()
            let (bytes, elements) = unsafe (run.pointee.byteCount, run.pointee.count)
            precondition(elements > 0, "an empty chunk stayed in the list")
            let allowed = unsafe state.pointee.limit.allows(bytes: bytes, elements: elements)
            precondition(allowed || elements == 1, "a chunk of several elements is over the limit")
            total += elements
            unsafe memory += run.pointee.memoryUsage
        }
        precondition(total == count, "the chunks do not hold count elements")
        precondition(unsafe memory == state.pointee.chunkBytes, "the memory account is off")
    }
}
