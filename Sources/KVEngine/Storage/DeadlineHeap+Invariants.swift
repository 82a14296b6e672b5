// What is true of a deadline heap between any two calls; tests check it after changes.

extension DeadlineHeap {
    /// Traps when the heap is not in order.
    ///
    /// - Complexity: O(n) in the number of owners.
    func checkInvariants() {
        let records = unsafe UnsafeBufferPointer(start: state.pointee.records, count: count)
        var sum: Int128 = 0
        for index in 0..<count {
            let record = unsafe records[index]
            let slot = unsafe Int(Owner(raw: record.owner).heapSlot)
            precondition(slot == index + 1, "an owner remembers another place")
            unsafe sum += Int128(record.deadline)
            let parent = unsafe records[max(0, index - 1) / 4].deadline
            unsafe precondition(parent <= record.deadline, "a deadline is before its parent's")
        }
        precondition(sum == sumOfDeadlines, "the sum of the deadlines is wrong")
        unsafe precondition(earliest == records.first?.deadline ?? .max, "the earliest deadline is wrong")
        unsafe precondition(count <= state.pointee.capacity, "more records than room")
    }
}
