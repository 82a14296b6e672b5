// What is true of a set of integers between any two calls; tests check it after changes.

extension IntegerSet {
    /// Traps when the members are out of order, or one is there twice.
    ///
    /// - Complexity: O(n) in the number of members.
    func checkInvariants() {
        for index in 0..<max(count - 1, 0) {
            precondition(
                element(at: index) < element(at: index + 1), "the members are not strictly ascending")
        }
    }
}
