// The patterns that are found in the names of keys.

import KVClient
import Testing

@testable import KVToolCommands

@Suite struct PatternTreeTests {
    private func patterns(_ keys: [KVString]) -> [String: Int] {
        var tree = PatternTree()
        for key in keys {
            tree.add(KeyFacts(key: key, type: "string", lifetime: nil, memory: 1, elements: nil))
        }
        return Dictionary(uniqueKeysWithValues: tree.patterns.map { ($0.pattern, $0.sums.count) })
    }

    private func word(_ number: Int) -> String {
        let letters = Array("abcdefghij")
        return "word" + String(String(number).map { letters[Int(String($0)) ?? 0] })
    }

    @Test func `ids become stars, words stay`() {
        #expect(
            patterns([
                "user:1:profile", "user:22:profile", "user:22:settings", "flags:global", "plain",
                "session:0f8fad5b-d9cb-469f-a165-70867728950e", "ip:10.0.0.1", "mail:a@b.example",
            ]) == [
                "user:*:profile": 2, "user:*:settings": 1, "flags:global": 1, "plain": 1, "session:*": 1,
                "ip:*": 1, "mail:*": 1,
            ])
    }

    @Test func `too many words become one star, with what is below them`() {
        let keys = (0..<30).map { KVString("page:\(word($0)):html") }
        #expect(patterns(keys) == ["page:*:html": 30])
        let deep = (0..<30).flatMap { a in (0..<30).map { KVString("x:\(word(a)):\(word($0))") } }
        #expect(patterns(deep) == ["x:*:*": 900])
    }

    @Test func `what comes after the star goes there too`() {
        let keys = (0..<100).map { KVString("page:\(word($0))") }
        #expect(patterns(keys + keys.map { KVString("\($0):x") }) == ["page:*": 100, "page:*:x": 100])
    }

    @Test func `beginnings are told apart up to a bound`() {
        let found = patterns((0..<2000).map { KVString("\(word($0)):x") })
        #expect(found.count == PatternTree.mostBeginnings + 1)
        #expect(found["*:x"] == 2000 - PatternTree.mostBeginnings)
    }

    @Test func `odd names have patterns too`() {
        #expect(
            patterns([KVString([0xFF, 0]), "", ":", "a\nb", "a:b:c:d:e:f:g:h:i:j"])
                == ["(no plain text)": 3, ":": 1, "a:b:c:d:e:f:g:h:i:j": 1])
    }

    @Test func `the largest are kept in order`() {
        var largest = Largest(3) { $0.memory }
        for (index, memory) in [5, 1, 9, 7, 9, 2].enumerated() {
            largest.add(
                KeyFacts(
                    key: KVString("k\(index)"), type: "string", lifetime: nil, memory: memory, elements: nil))
        }
        #expect(largest.keys.map(\.key) == ["k2", "k4", "k3"])
        largest.add(KeyFacts(key: "none", type: "string", lifetime: nil, memory: nil, elements: nil))
        #expect(largest.keys.count == 3)
    }
}
