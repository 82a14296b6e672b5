// Prefixes that overlap: the first that does and with which other, as a search of all pairs finds it.

import Testing

@testable import KVEngine

@Suite struct PrefixOverlapTests {
    /// What is found, as words: the prefix, the other, and whether that is an old one.
    private func overlap(_ new: [String], _ old: [String] = []) -> String? {
        PrefixOverlap(of: new.map { Array($0.utf8) }, with: old.map { Array($0.utf8) }).map {
            let (prefix, other) = (
                String(decoding: $0.prefix, as: UTF8.self), String(decoding: $0.other, as: UTF8.self)
            )
            return "\(prefix) \(other) \($0.isOtherOld ? "old" : "new")"
        }
    }

    /// The same by looking at all pairs.
    private func overlapOfPairs(_ new: [String], _ old: [String]) -> String? {
        for (index, prefix) in new.enumerated() {
            let overlaps = { (other: String) in other.hasPrefix(prefix) || prefix.hasPrefix(other) }
            if let other = old.first(where: overlaps) { return "\(prefix) \(other) old" }
            if let other = new[(index + 1)...].first(where: overlaps) { return "\(prefix) \(other) new" }
        }
        return nil
    }

    @Test func `none is found where none is`() {
        #expect(overlap([]) == nil)
        #expect(overlap(["a"]) == nil)
        #expect(overlap(["b", "a", "ca", "cb"], ["d", "cc"]) == nil)
        #expect(overlap(["b"], ["", "a"]) == "b  old")
        #expect(overlap([], ["", "a"]) == nil)
    }

    @Test func `the first that overlaps is found, with an old one if there is one`() {
        #expect(overlap(["x", "foo", "foobar"]) == "foo foobar new")
        #expect(overlap(["x", "foobar", "foo"]) == "foobar foo new")
        #expect(overlap(["x", "foobar", "foo"], ["foob"]) == "foobar foob old")
        #expect(overlap(["same", "same"]) == "same same new")
    }

    @Test func `it agrees with a search of all pairs`() {
        var random = Random(seed: 3)
        for _ in 0..<3000 {
            func texts(_ most: Int) -> [String] {
                (0..<random.below(most)).map { _ in
                    String((0..<random.below(4)).map { _ in ["a", "b", "c"][random.below(3)] as Character })
                }
            }
            let (new, old) = (texts(6), Array(Set(texts(4))).sorted())
            #expect(overlap(new, old) == overlapOfPairs(new, old), "\(new) \(old)")
        }
    }
}
