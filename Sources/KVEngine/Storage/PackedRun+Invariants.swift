// What must hold for a `PackedRun` after every change; tests call it, production code does not.

extension PackedRun {
    func checkInvariants() {
        precondition(0 <= start && start <= end && end <= capacity, "the elements leave the block")
        precondition((count == 0) == (start == end), "count and extent disagree")
        precondition(walkForward() == count, "the headers do not lead over count elements to the end")
        precondition(walkBackward() == count, "the trailers do not lead over count elements to the start")
    }

    private func walkForward() -> Int {
        var (offset, seen) = (start, 0)
        while offset < end {
            let there = frame(at: offset)
            let back = frame(before: there.next)
            precondition(back.offset == offset && back.length == there.length, "header and trailer disagree")
            offset = there.next
            seen += 1
        }
        return seen
    }

    private func walkBackward() -> Int {
        var (offset, seen) = (end, 0)
        while offset > start {
            offset = frame(before: offset).offset
            seen += 1
        }
        return seen
    }
}
