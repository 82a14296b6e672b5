// Exchanging everything in two tables or two heaps: what SWAPDB does, and FLUSHDB with an empty one. Handles
// to nodes stay good; references to a table see its new contents at once.

extension HashTable {
    /// Exchanges all nodes with another table; not allowed during a traversal of either.
    ///
    /// - Complexity: O(1).
    func exchangeContents(with other: HashTable) {
        guard other !== self else { return }
        precondition(unsafe state.pointee.traversals == 0, "a table cannot change while it is traversed")
        precondition(
            unsafe other.state.pointee.traversals == 0, "a table cannot change while it is traversed")
        unsafe swap(&state.pointee, &other.state.pointee)
    }
}

extension DeadlineHeap {
    /// Exchanges all deadlines with another heap.
    ///
    /// - Complexity: O(1).
    func exchangeContents(with other: DeadlineHeap) {
        guard other !== self else { return }
        unsafe swap(&state.pointee, &other.state.pointee)
    }
}
