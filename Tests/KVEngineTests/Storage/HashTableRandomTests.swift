// Choosing nodes at random: every node equally likely, in a full, a sparse and a half-moved table.

import RESP
import Testing

@testable import KVEngine

struct HashTableRandomTests {
    @Test func `an empty table has no random node`() {
        var random = Random(seed: 1)
        #expect(makeTable().random(using: &random) == nil)
    }

    @Test func `a full table gives every node its chance`() {
        let table = makeTable(seed: 2, members: 0..<128)
        #expect(table.bucketCount == 128 && !table.isResizing)
        expectUniform(table, 0..<128)
    }

    @Test func `a sparse table gives every node its chance`() {
        let table = makeTable(seed: 3, members: 0..<1024)
        for number in 0..<890 { table.drop(number) }
        #expect(table.bucketCount == 1024)
        expectUniform(table, 890..<1024)
    }

    @Test func `a half-moved table gives every node its chance`() {
        let table = makeTable(seed: 4, members: 0..<160)
        #expect(table.isResizing)
        // A walk holds the resize up, so that all draws are made from the two arrays.
        _ = table.first { _ in
            expectUniform(table, 0..<160)
            return true
        }
        #expect(table.isResizing)
    }

    /// Draws 100 times per node and compares the counts with chance: the sum of squares over a hundred is
    /// about the number of nodes, and its spread is the root of twice that.
    private func expectUniform(_ table: HashTable<MemberNode>, _ numbers: Range<Int>) {
        var random = Random(seed: 77)
        var counts = [Int](repeating: 0, count: numbers.count)
        for _ in 0..<numbers.count * 100 {
            guard let node = table.random(using: &random) else { continue }
            counts[node.number - numbers.lowerBound] += 1
        }
        let squares = counts.reduce(0.0) { $0 + Double(($1 - 100) * ($1 - 100)) }
        let (statistic, expected) = (squares / 100, Double(numbers.count))
        #expect(abs(statistic - expected) < 5 * (2 * expected).squareRoot())
    }

    @Test func `the last node of a large table is found`() {
        var random = Random(seed: 5)
        let table = makeTable(seed: 5, members: 7..<8)
        table.reserve(1 << 16)
        #expect(table.bucketCount == 1 << 16)
        #expect(table.random(using: &random)?.number == 7)
    }

    @Test func `nodes beyond the fourth of a chain are drawn too`() {
        var random = Random(seed: 6)
        let table = makeTable(seed: 6, members: 0..<4)
        // Inserted during a walk, they all go into four buckets.
        _ = table.first { _ in
            for number in 4..<64 { table.add(number) }
            var drawn: Set<Int> = []
            for _ in 0..<3000 { if let node = table.random(using: &random) { drawn.insert(node.number) } }
            #expect(drawn == Set(0..<64))
            return true
        }
        table.add(64)
        table.finishRehash()
        #expect(table.bucketCount == 128)
        table.checkInvariants()
    }

    @Test(arguments: [1, 5, 16, 500])
    func `a sample holds as many different nodes as were asked for`(limit: Int) {
        var random = Random(seed: 7)
        for size in [0, 1, 5, 33, 129] {
            let table = makeTable(seed: 7, members: 0..<size)
            for _ in 0..<20 {
                var met: [Int] = []
                table.sample(limit, using: &random) { met.append($0.number) }
                #expect(met.count == min(limit, size) && Set(met).count == met.count)
            }
        }
    }

    @Test func `samples start anywhere`() {
        var random = Random(seed: 8)
        let table = makeTable(seed: 8, members: 0..<40)
        var met: Set<Int> = []
        for _ in 0..<1000 { table.sample(2, using: &random) { met.insert($0.number) } }
        #expect(met == Set(0..<40))
    }

    @Test func `equal seeds choose equally`() {
        var (one, two) = (Random(seed: 9), Random(seed: 9))
        let (left, right) = (makeTable(seed: 9, members: 0..<50), makeTable(seed: 9, members: 0..<50))
        for _ in 0..<100 {
            #expect(left.random(using: &one)?.number == right.random(using: &two)?.number)
        }
    }
}
