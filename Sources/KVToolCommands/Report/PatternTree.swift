// The patterns in the names of keys: names are taken apart at their colons, and a part that is different in many keys, or
// looks like an id, becomes a star. Memory is bounded by the number of patterns, however many keys there are.

import KVCacheTools
import KVClient

/// The patterns of keys, with the sums of each.
struct PatternTree: Sendable {
    /// How many different words a part may have before it is taken for an id.
    static let mostWords = 24
    /// How many beginnings of names are told apart.
    static let mostBeginnings = 500
    /// How many parts of a name are looked at; the rest is one.
    static let mostParts = 6

    private struct Node: Sendable {
        var sums = KeySums()
        var children: [String: Node] = [:]
        /// Whether there were too many words, and all are one star now.
        var isStarred = false

        mutating func add(_ parts: ArraySlice<String>, _ key: KeyFacts, isRoot: Bool) {
            guard let part = parts.first else { return sums.add(key) }
            let word = word(for: part, isRoot: isRoot)
            children[word, default: Node()].add(parts.dropFirst(), key, isRoot: false)
            if !isRoot, !isStarred, children.count > PatternTree.mostWords { star() }
        }

        private func word(for part: String, isRoot: Bool) -> String {
            if isStarred || PatternTree.looksLikeID(part) { return "*" }
            let isFull = isRoot && children.count >= PatternTree.mostBeginnings
            return isFull && children[part] == nil ? "*" : part
        }

        /// All words become one star.
        private mutating func star() {
            var all = Node()
            for child in children.values { all.merge(child) }
            children = children.isEmpty ? [:] : ["*": all]
            isStarred = true
        }

        private mutating func merge(_ other: Node) {
            sums.add(other.sums)
            if other.isStarred, !isStarred { star() }
            for (part, child) in other.children {
                children[isStarred ? "*" : part, default: Node()].merge(child)
                if !isStarred, children.count > PatternTree.mostWords { star() }
            }
        }

        func collect(_ prefix: String?, into list: inout [(pattern: String, sums: KeySums)]) {
            if sums.count > 0, let prefix { list.append((prefix, sums)) }
            for (part, child) in children {
                child.collect(prefix.map { "\($0):\(part)" } ?? part, into: &list)
            }
        }
    }

    private var root = Node()

    /// Enters a key.
    mutating func add(_ key: KeyFacts) { root.add(PatternTree.parts(of: key.key)[...], key, isRoot: true) }

    /// The patterns, those with the most memory first, and of the same memory by name.
    var patterns: [(pattern: String, sums: KeySums)] {
        var list: [(pattern: String, sums: KeySums)] = []
        root.collect(nil, into: &list)
        return list.sorted { ($1.sums.memory, $0.pattern) < ($0.sums.memory, $1.pattern) }
    }

    /// The parts of a name; one that is no text is one part.
    private static func parts(of key: KVString) -> [String] {
        guard let text = key.text, KeyText.of(key) == text else { return ["(no plain text)"] }
        return text.split(separator: ":", maxSplits: mostParts - 1, omittingEmptySubsequences: false)
            .map(String.init)
    }

    /// Whether a word has been made for one thing: a number, an address, a UUID, a digest.
    static func looksLikeID(_ part: String) -> Bool {
        let bytes = Array(part.utf8)
        let digits = bytes.count { 48...57 ~= $0 }
        if digits == 0 { return bytes.count > 32 || part.contains("@") }
        if digits * 2 >= bytes.count { return true }
        let isHex = bytes.allSatisfy { 48...57 ~= $0 || 97...102 ~= $0 || 65...70 ~= $0 || $0 == 45 }
        return isHex && bytes.count >= 8 || bytes.count >= 20
    }
}
