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
            var sum = 0
            table.forEach { node in sum += node.allocatedSize }
            precondition(sum == nodeBytes, "the bytes of the nodes are not what was accounted")
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
