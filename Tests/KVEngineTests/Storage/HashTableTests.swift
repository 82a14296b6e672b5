// The hash table against a model, through growth and shrinkage, with its invariants checked on the way.

import RESP
import Testing

@testable import KVEngine

struct HashTableTests {
    @Test func `an empty table finds nothing`() {
        let table = makeTable()
        #expect(table.isEmpty && table.bucketCount == 4 && table.bucketBytes == 32)
        #expect(table.node(1) == nil)
        #expect(!table.drop(1))
        table.checkInvariants()
    }

    @Test func `a key of no bytes is a key`() {
        let table = makeTable()
        table.insert(MemberNode.make(.empty))
        #expect(table.find(.empty)?.key.isEmpty == true)
        #expect(table.find(ByteView("0")) == nil)
        table.checkInvariants()
    }

    @Test(arguments: [(1, 24), (2, 60), (3, 200)] as [(UInt64, Int)])
    func `random changes keep a table equal to a set`(seed: UInt64, range: Int) {
        var random = Random(seed: seed)
        let table = makeTable(seed: seed)
        var model: Set<Int> = []
        for step in 0..<3000 {
            // Phases of mostly adding and mostly removing make the table grow and shrink again and again.
            let adding = (step / (range * 2)).isMultiple(of: 2)
            change(table, &model, random.below(range), likelyToAdd: adding, &random)
            #expect(table.count == model.count)
            if range < 100 || step % 8 == 0 { table.checkInvariants() }
        }
        #expect(table.numbers == model.sorted())
    }

    /// One random change of both, whose results have to agree.
    private func change(
        _ table: HashTable<MemberNode>, _ model: inout Set<Int>, _ number: Int, likelyToAdd: Bool,
        _ random: inout Random
    ) {
        switch random.below(10) {
        case 0: #expect((table.node(number) != nil) == model.contains(number))
        case 1: replace(number, in: table, expected: model.contains(number))
        case 2: remove(number, from: table, &model)
        case 3...8 where likelyToAdd, 9: #expect(table.add(number) == model.insert(number).inserted)
        default: #expect(table.drop(number) == (model.remove(number) != nil))
        }
    }

    private func replace(_ number: Int, in table: HashTable<MemberNode>, expected: Bool) {
        let old = table.node(number)
        #expect((old != nil) == expected)
        guard let old else { return }
        let new = MemberNode.make(number)
        table.replace(old, with: new)
        old.free()
        #expect(table.node(number)?.isIdentical(to: new) == true)
    }

    private func remove(_ number: Int, from table: HashTable<MemberNode>, _ model: inout Set<Int>) {
        let node = table.node(number)
        #expect((node != nil) == (model.remove(number) != nil))
        guard let node else { return }
        table.remove(node: node)
        node.free()
    }

    @Test func `finding or inserting makes a node only when there is none`() {
        let table = makeTable(members: 0..<10)
        let first = table.findOrInsert(ByteView("new")) { MemberNode.make(ByteView("new")) }
        #expect(first.inserted)
        let second = table.findOrInsert(ByteView("new")) {
            Issue.record("the node is there already")
            return MemberNode.make(ByteView("new"))
        }
        #expect(!second.inserted && second.node.isIdentical(to: first.node))
        #expect(table.count == 11)
    }

    @Test func `a table grows to a bucket per node and shrinks when an eighth full`() {
        let table = makeTable(members: 0..<1025)
        #expect(table.bucketCount == 2048)
        table.finishRehash()
        for number in 0..<769 { table.drop(number) }
        #expect(table.count == 256 && table.bucketCount == 2048)
        table.drop(769)
        #expect(table.bucketCount == 512 && table.isResizing)
        table.finishRehash()
        #expect(!table.isResizing && table.bucketBytes == 512 * 8)
        #expect(table.numbers == Array(770..<1025))
        table.checkInvariants()
    }

    @Test func `a table emptied while it grows shrinks to nothing`() {
        let table = makeTable(members: 0..<1025)
        #expect(table.isResizing)
        table.forEach { node in
            table.remove(node: node)
            node.free()
        }
        #expect(table.isEmpty && table.isResizing)
        _ = table.node(0)
        #expect(!table.isResizing && table.bucketCount == 4)
        table.checkInvariants()
    }

    @Test func `no call drains more than sixteen buckets`() {
        let table = makeTable(seed: 4)
        var before = (left: 0, buckets: 4)
        func check() {
            let now = (left: table.liveBucketCount - table.bucketCount, buckets: table.bucketCount)
            if table.isResizing, now.buckets == before.buckets { #expect(before.left - now.left <= 16) }
            before = now
        }
        for number in 0..<5000 {
            table.add(number)
            check()
        }
        for number in 0..<5000 {
            table.drop(number)
            check()
        }
        #expect(table.isEmpty)
    }

    @Test func `room can be reserved ahead`() {
        let table = makeTable()
        table.reserve(1000)
        #expect(table.bucketCount == 1024)
        for number in 0..<1000 { table.add(number) }
        #expect(table.bucketCount == 1024)
        table.reserve(100_000)
        for number in 1000..<3000 { table.add(number) }
        #expect(!table.isResizing && table.bucketCount == 131_072)
        table.checkInvariants()
    }

    @Test func `a large array is given back piece by piece while it drains`() {
        let table = makeTable()
        table.reserve(1 << 17)
        for number in 0..<20_000 { table.add(number) }
        #expect(table.bucketBytes == 1 << 20)
        table.reserve(1 << 18)
        #expect(table.bucketBytes == 3 << 20)
        var sizes: Set<Int> = []
        while table.isResizing {
            _ = table.node(0)
            sizes.insert(table.bucketBytes)
        }
        #expect(sizes == [3 << 20, 5 << 19, 2 << 20])
        #expect(table.count == 20_000 && (0..<20_000).allSatisfy { table.node($0) != nil })
        for number in 0..<20_000 { table.drop(number) }
        #expect(table.isEmpty && table.bucketCount < 1 << 18)
        table.checkInvariants()
    }
}

struct HashTableTraversalTests {
    @Test func `a walk meets every node once, also during a resize`() {
        for size in [1, 5, 33, 70, 129, 500] {
            let table = makeTable(members: 0..<size)
            #expect(table.numbers == Array(0..<size))
        }
        #expect(makeTable(members: 0..<129).isResizing)
    }

    @Test func `a walk may look up in the table it walks over`() {
        let table = makeTable(members: 0..<129)
        var met = 0
        table.forEach { node in
            met += 1
            #expect(table.find(node.key)?.isIdentical(to: node) == true)
        }
        #expect(met == 129)
        table.checkInvariants()
    }

    @Test func `a walk may remove the node it met`() {
        let table = makeTable(members: 0..<200)
        var met = 0
        table.forEach { node in
            met += 1
            guard node.number % 20 != 0 else { return }
            table.remove(node: node)
            node.free()
        }
        #expect(met == 200)
        #expect(table.numbers == Array(stride(from: 0, to: 200, by: 20)))
        table.checkInvariants()
    }

    @Test func `a walk can end early`() {
        let table = makeTable(members: 0..<50)
        var met = 0
        let found = table.first { node in
            met += 1
            return node.number < 25
        }
        #expect((found?.number ?? 99) < 25 && met < 50)
        #expect(table.first { $0.number == 50 } == nil)
    }

    @Test func `an error ends a walk and the table goes on`() {
        struct Stop: Error {}
        let table = makeTable(members: 0..<50)
        var met = 0
        #expect(throws: Stop.self) {
            try table.forEach { (_) throws(Stop) in
                met += 1
                if met == 10 { throw Stop() }
            }
        }
        #expect(met == 10)
        table.checkInvariants()
    }
}
