// The table of tracked keys: what it holds, how it counts, and that any of its keys can be chosen.

import RESP
import Testing

@testable import KVEngine

@Suite struct TrackingTableTests {
    private var table = TrackingTable()
    private var random = Random(seed: 1)

    private mutating func insert(_ key: String, _ client: UInt64) {
        key.withByteView { table.insert($0, client) }
    }

    private mutating func remove(_ key: String) -> [UInt64] { key.withByteView { table.remove($0) } }

    @Test mutating func `a key has each client once, in ascending order`() {
        for client in [7, 3, 9, 3, 7, 1] as [UInt64] { insert("k", client) }
        #expect(table.count == 1)
        #expect(table.itemCount == 4)
        #expect(remove("k") == [1, 3, 7, 9])
        #expect(table.isEmpty)
        #expect(table.itemCount == 0)
        #expect(remove("k").isEmpty)
    }

    @Test mutating func `the other keys stay when one is removed`() {
        for key in ["a", "b", "c", "d"] { insert(key, 1) }
        _ = remove("b")
        insert("d", 2)
        #expect(remove("d") == [1, 2])
        #expect(remove("a") == [1])
        #expect(remove("c") == [1])
        #expect(table.isEmpty)
    }

    @Test mutating func `it agrees with a dictionary of sets through random changes`() {
        var model: [String: Set<UInt64>] = [:]
        for _ in 0..<20_000 {
            let key = "key\(random.below(50))"
            if random.below(4) == 0 {
                #expect(remove(key) == model.removeValue(forKey: key, default: []).sorted())
            } else {
                let client = UInt64(random.below(20))
                insert(key, client)
                model[key, default: []].insert(client)
            }
            #expect(table.count == model.count)
            #expect(table.itemCount == model.values.reduce(0) { $0 + $1.count })
        }
    }

    @Test mutating func `any key may be the random one`() {
        #expect(table.randomKey(using: &random) == nil)
        for key in ["a", "b", "c"] { insert(key, 1) }
        var seen: Set<[UInt8]> = []
        for _ in 0..<200 { seen.insert(table.randomKey(using: &random) ?? []) }
        #expect(seen == [Array("a".utf8), Array("b".utf8), Array("c".utf8)])
    }
}

extension [String: Set<UInt64>] {
    fileprivate mutating func removeValue(forKey key: String, default value: Set<UInt64>) -> Set<UInt64> {
        removeValue(forKey: key) ?? value
    }
}
