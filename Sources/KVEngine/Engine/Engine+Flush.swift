// Emptying databases in an instant, however much is in them: a database gives its contents up as a whole, and
// freeing them is work for another thread.

extension Engine {
    /// Empties databases; the number of keys that were in them.
    ///
    /// - Complexity: O(1) a database.
    func flush(_ indices: Range<Int>) -> Int {
        invalidateEverything()
        var removed = 0
        for (index, database) in databases.used where indices.contains(index) && database.count > 0 {
            touchWatchers(of: index, replacedBy: nil)
            let contents = database.takeContents(seed: hashSeed)
            removed += contents.count
            if blocked.awaitGroups { noteReadyKeys(of: index) }
            dispose(of: contents)
        }
        return removed
    }

    /// Exchanges the contents of two databases.
    ///
    /// - Complexity: O(1), and O(n) in the number of keys that are watched or waited for.
    func swap(_ first: Int, _ second: Int) {
        guard first != second else { return }
        touchWatchers(of: first, replacedBy: second)
        touchWatchers(of: second, replacedBy: first)
        databases[first].exchangeContents(with: databases[second])
        noteReadyKeys(of: first)
        noteReadyKeys(of: second)
    }

    /// Frees a database that nothing refers to any more, elsewhere when it is large.
    func dispose(of contents: consuming Database) {
        guard contents.count > Engine.largestFreedHere else { return }
        counters.value.lazyFreedObjects += contents.count
        disposeOf(contents)
    }
}
