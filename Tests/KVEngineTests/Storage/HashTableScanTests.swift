// The promise of SCAN: a node that is in the table from the first call to the last is handed out, whatever
// the table does in between.

import RESP
import Testing

@testable import KVEngine

struct HashTableScanTests {
    @Test(arguments: [0, 1, 3, 4, 5, 64, 100, 129, 1000])
    func `a scan of a table that rests meets every node exactly once`(size: Int) {
        let table = makeTable(seed: UInt64(size), members: 0..<size)
        #expect(scanAll(table) == Array(0..<size))
        table.finishRehash()
        #expect(scanAll(table) == Array(0..<size))
    }

    @Test func `a scan in the middle of shrinking meets every node exactly once`() {
        let table = makeTable(members: 0..<2048)
        table.finishRehash()
        for number in 0..<1800 { table.drop(number) }
        #expect(table.isResizing)
        #expect(scanAll(table) == Array(1800..<2048))
    }

    private func scanAll(_ table: HashTable<MemberNode>) -> [Int] {
        var (cursor, found) = (UInt64(0), [Int]())
        repeat { cursor = table.scan(cursor) { found.append($0.number) } } while cursor != 0
        return found.sorted()
    }

    @Test func `any number is accepted as a cursor`() {
        var random = Random(seed: 8)
        let table = makeTable(members: 0..<129)
        for _ in 0..<500 {
            var cursor = random.next()
            var calls = 0
            repeat {
                cursor = table.scan(cursor) { _ in }
                calls += 1
            } while cursor != 0 && calls < 1000
            #expect(cursor == 0)
        }
    }

    @Test func `a scan may look up and remove the nodes it meets`() {
        let table = makeTable(members: 0..<129)
        var cursor = UInt64(0)
        repeat {
            cursor = table.scan(cursor) { node in
                #expect(table.find(node.key)?.isIdentical(to: node) == true)
                table.remove(node: node)
                node.free()
            }
            table.checkInvariants()
        } while cursor != 0
        #expect(table.isEmpty)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `what stays through a whole scan is met, however often the table is resized`(seed: UInt64) {
        var churn = Churn(seed: seed)
        while churn.grown < 2000 || churn.shrunk < 1000 {
            var seen: Set<Int> = []
            var cursor = UInt64(0)
            repeat {
                cursor = churn.table.scan(cursor) { seen.insert($0.number) }
                churn.run()
            } while cursor != 0
            #expect(seen.isSuperset(of: 0..<Churn.lasting), "seed \(seed) lost a node")
        }
        #expect(churn.callsWhileGrowing > 100 && churn.callsWhileShrinking > 100)
        churn.table.checkInvariants()
    }
}

/// A table in which a few numbers last while many others come and go in waves.
private struct Churn {
    static let lasting = 12

    let table: HashTable<MemberNode>
    var grown = 0
    var shrunk = 0
    var callsWhileGrowing = 0
    var callsWhileShrinking = 0
    private var random: Random
    private var passing = 0
    private var growing = false

    init(seed: UInt64) {
        table = makeTable(seed: seed, members: 0..<Churn.lasting)
        random = Random(seed: seed)
    }

    /// Adds or removes some numbers, mostly few, sometimes enough for several resizes.
    mutating func run() {
        let target = random.below(4) == 0 ? random.below(16) * random.below(32) : passing
        let rush = random.below(3) == 0 ? 400 : random.below(20)
        for _ in 0..<min(rush, abs(target - passing)) { step(towards: target) }
        guard table.isResizing else { return }
        if growing { callsWhileGrowing += 1 } else { callsWhileShrinking += 1 }
    }

    private mutating func step(towards target: Int) {
        let before = table.bucketCount
        if passing < target {
            table.add(1000 + passing)
            passing += 1
        } else {
            passing -= 1
            table.drop(1000 + passing)
        }
        guard table.bucketCount != before else { return }
        growing = table.bucketCount > before
        if growing { grown += 1 } else { shrunk += 1 }
    }
}
