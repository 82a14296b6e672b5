// What is true of a set between any two commands; tests check it.

import RESP

extension SetValue {
    /// Traps when the set is not in order.
    ///
    /// - Complexity: O(n).
    func checkInvariants() {
        switch form {
        case .table(let table):
            table.checkInvariants()
            table.checkAccount(of: nodeBytes)
        case .integers(let integers):
            integers.checkInvariants()
            precondition(nodeBytes == 0, "a set of integers accounts for nodes")
        }
        precondition(memoryUsage >= SetValue.ownBytes + nodeBytes, "the accounts are too low")
    }
}
