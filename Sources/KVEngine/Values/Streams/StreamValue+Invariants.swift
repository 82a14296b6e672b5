// What is true of a stream between any two commands; tests check it after changes.

extension StreamValue {
    /// Traps when the nodes, what is remembered of them and the memory account are not in step.
    ///
    /// - Complexity: O(n) in the entries.
    func checkInvariants() {
        var (entries, previous, previousNode) = (0, StreamID.zero, StreamID.zero)
        for node in nodes {
            precondition(node.id > previousNode && node.id > previous, "the nodes are not in order")
            previousNode = node.id
            var (live, deleted, last) = (0, 0, node.id)
            node.walk { entry in
                last = entry.id
                guard !entry.isDeleted else {
                    deleted += 1
                    return true
                }
                precondition(entry.id > previous, "the entries are not in order")
                (previous, live) = (entry.id, live + 1)
                return true
            }
            precondition(last == node.lastID, "a node does not know its last entry")
            precondition((live, deleted) == (node.count, node.deletedCount), "a node counts wrongly")
            var reversed = 0
            node.walk(reversed: true) { _ in
                reversed += 1
                return true
            }
            precondition(reversed == live + deleted, "the way back is another")
            entries += live
        }
        for group in groups { group.checkInvariants() }
        precondition(entries == length, "the length is wrong")
        precondition((endID(last: false) ?? .zero) == firstID, "the first entry is another")
        precondition(previous <= lastID, "an entry is behind the last ID")
        precondition(nodes.reduce(0) { $0 + $1.memoryUsage } == nodeBytes, "the memory account is wrong")
    }
}
