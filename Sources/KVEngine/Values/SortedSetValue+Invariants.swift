// What is true of a sorted set between any two changes; tests check it after changes.

import RESP

extension SortedSetValue {
    /// Traps when the elements are out of order, the table and the index differ, or the account is wrong.
    ///
    /// - Complexity: O(n log n) in the number of elements.
    func checkInvariants() {
        switch form {
        case .packed(let scores):
            precondition(
                memoryUsage == SortedSetValue.ownBytes + scores.memoryUsage, "the memory account is wrong")
        case .indexed(let scores):
            scores.checkInvariants()
        }
        checkOrder()
    }

    private func checkOrder() {
        var last: (member: [UInt8], score: Double)?
        forEach { member, score in
            precondition(!score.isNaN, "a score is no number")
            if let last {
                let isAfter = last.member.withByteView { $0.compare(member) } < 0
                precondition(
                    last.score < score || (last.score == score && isAfter), "elements are out of order")
            }
            last = (Array(member), score)
        }
    }
}

extension IndexedScores {
    /// Traps when the table and the index do not hold the same nodes.
    fileprivate func checkInvariants() {
        table.checkInvariants()
        table.checkAccount(of: nodeBytes)
        index.checkInvariants()
        precondition(table.count == index.count, "the table and the index differ in size")
        table.forEach { node in
            let rank = index.rank(score: node.score, node: node)
            precondition(index.at(rank).node.isIdentical(to: node), "the index holds another node")
        }
    }
}
