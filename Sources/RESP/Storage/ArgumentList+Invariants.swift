// What must hold of an argument list after every call, for tests to check.

extension ArgumentList {
    /// Traps unless every argument lies inside the input, or inside the side block, and after its forerunner.
    package func checkInvariants(inputCount: Int) {
        precondition(count <= capacity, "more arguments than there is room for")
        precondition(decodedCount <= decodedCapacity, "more decoded bytes than there is room for")
        precondition(isDecoded || decodedCapacity == 0, "room without a block")
        let bound = isDecoded ? decodedCount : inputCount
        var previousEnd = 0
        for index in 0..<count {
            let record = self[index]
            precondition(Int(record.offset) >= previousEnd, "an argument starts inside another")
            previousEnd = Int(record.offset) + Int(record.length)
            precondition(previousEnd <= bound, "an argument ends outside its bytes")
        }
    }
}
