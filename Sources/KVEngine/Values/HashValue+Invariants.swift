// What is true of a hash between any two commands; tests check it.

import RESP

extension HashValue {
    /// Traps when the hash is not in order.
    ///
    /// - Complexity: O(n) in a table, O(n²) in a packed list.
    func checkInvariants() {
        switch form {
        case .table(let table):
            table.checkInvariants()
            table.checkAccount(of: nodeBytes)
        case .packed(let packed):
            packed.checkInvariants()
            checkFields(of: packed)
        }
        precondition(memoryUsage >= HashValue.ownBytes + nodeBytes, "the accounts are too low")
    }

    private func checkFields(of packed: PackedList) {
        precondition(packed.count.isMultiple(of: 2), "a field has no value")
        precondition(nodeBytes == 0, "a packed hash accounts for nodes")
        forEach { pair in
            var same = 0
            forEach { other in if other.field == pair.field { same += 1 } }
            precondition(same == 1, "a field is there twice")
        }
    }
}
