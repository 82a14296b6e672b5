// "Did you mean": the known word a mistyped one is most likely to be. The distance counts letters inserted,
// left out, replaced, and neighbours swapped, which is what fingers get wrong (Damerau and Levenshtein, in the
// restricted form that edits no letter twice).
//
// Words are compared by their UTF-8 bytes: flags and choices are ASCII.

/// Finds the known word nearest to a mistyped one.
package enum NearestWord {
    /// The nearest of `words`, or nil when none is near: then a guess would only confuse.
    ///
    /// A third of the letters, and at least one, may be wrong. Failing that, a word may be cut short.
    package static func of(_ typed: String, among words: [String]) -> String? {
        let limit = max(1, typed.utf8.count / 3)
        var best: (word: String, distance: Int)?
        for word in words {
            let distance = distance(Array(typed.utf8), Array(word.utf8))
            if distance <= best.map({ $0.distance - 1 }) ?? limit { best = (word, distance) }
        }
        if let best { return best.word }
        return typed.utf8.count >= 3 ? words.first { $0.hasPrefix(typed) } : nil
    }

    /// How many edits turn one word into the other.
    ///
    /// - Complexity: O(n × m) for words of n and m bytes.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var older = [Int](repeating: 0, count: right.count + 1)
        var above = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let same = left[row] == right[column]
                var cost = min(above[column] + (same ? 0 : 1), above[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, older[column - 1] + 1)
                }
                current.append(cost)
            }
            (older, above) = (above, current)
        }
        return above[right.count]
    }
}
