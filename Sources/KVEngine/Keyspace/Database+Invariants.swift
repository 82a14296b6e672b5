// What is true of a database between any two commands; tests check it after changes.

extension Database {
    /// Traps when the table, the heap and the memory account are not in step.
    ///
    /// - Complexity: O(n) in the number of keys.
    func checkInvariants() {
        keys.checkInvariants()
        deadlines.checkInvariants()
        var (memory, expiring) = (0, 0)
        keys.forEach { entry in
            memory += entry.memoryUsage
            // A place in the heap that belongs to another entry traps in the heap.
            if deadline(of: entry) != nil { expiring += 1 }
            if entry.representation == .object {
                precondition(
                    entry.object.count > 0 || entry.kind.staysWhenEmpty, "an empty value kept its key")
                precondition(entry.object.kind == entry.kind, "an entry names the type of another value")
            }
        }
        precondition(memory == accountedBytes, "the memory account is wrong")
        precondition(expiring == deadlines.count, "the heap has deadlines of keys that are gone")
    }
}
