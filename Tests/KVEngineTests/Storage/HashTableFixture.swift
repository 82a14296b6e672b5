// Numbers as members of a table, for the tests of hash tables.

import RESP

@testable import KVEngine

/// A table whose members are numbers in decimal.
func makeTable(seed: UInt64 = 1, members: Range<Int> = 0..<0) -> HashTable<MemberNode> {
    var random = Random(seed: seed)
    let table = HashTable<MemberNode>(seed: HashSeed(using: &random))
    for number in members { table.add(number) }
    return table
}

extension MemberNode {
    static func make(_ number: Int) -> MemberNode { String(number).withByteView { MemberNode.make($0) } }

    var number: Int { Int(String(key)) ?? -1 }
}

extension HashTable<MemberNode> {
    /// Adds a number if it is not there yet, and says whether it was added.
    @discardableResult
    func add(_ number: Int) -> Bool {
        String(number).withByteView { key in findOrInsert(key) { MemberNode.make(key) }.inserted }
    }

    /// Removes a number, and says whether it was there.
    @discardableResult
    func drop(_ number: Int) -> Bool {
        guard let node = String(number).withByteView({ remove($0) }) else { return false }
        node.free()
        return true
    }

    func node(_ number: Int) -> MemberNode? { String(number).withByteView { find($0) } }

    /// All numbers, sorted.
    var numbers: [Int] {
        var found: [Int] = []
        forEach { found.append($0.number) }
        return found.sorted()
    }
}
