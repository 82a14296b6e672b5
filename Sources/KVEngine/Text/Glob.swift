// Redis's glob patterns, as KEYS, SCAN MATCH, PSUBSCRIBE, CONFIG GET and ACL rules read them. They are their
// own dialect: a class may be left open, a reversed range is put right, an escape inside a class is exact even
// when case is ignored, and ranges compare bytes as signed numbers. All of it was observed on a server.
//
// Matching keeps one place to come back to, that of the last star. An earlier star never needs another try:
// whatever it could swallow, the last one can swallow too. So `a*a*a*b` costs pattern times text at most,
// where trying every star again would be exponential. Nothing is compiled: patterns are short and used once.
//
// A star deeper than the thousandth matches nothing. Redis, which calls itself for each, gives up there.

import RESP

/// A glob pattern, borrowed like the view it was made from.
struct Glob {
    private let pattern: ByteView

    init(_ pattern: ByteView) { self.pattern = pattern }

    /// Whether the pattern is a lone star.
    ///
    /// KEYS and the SCAN family skip matching then, so they list the empty key, which no star matches.
    var matchesEverything: Bool { pattern == "*" }

    /// Whether the whole of `text` fits the pattern.
    ///
    /// - Complexity: O(p × t) for a pattern of p bytes and a text of t bytes.
    func matches(_ text: ByteView, ignoringCase: Bool = false) -> Bool {
        guard !text.isEmpty else { return pattern.isEmpty }
        var (position, index) = (0, 0)
        var (resumePosition, resumeIndex, stars) = (-1, 0, 0)
        while index < text.count {
            if position < pattern.count {
                if pattern[position] == Glob.star {
                    position = endOfStars(from: position)
                    if position == pattern.count { return true }
                    stars += 1
                    guard stars <= Glob.mostStars else { return false }
                    (resumePosition, resumeIndex) = (position, index)
                    continue
                }
                if let next = step(from: position, over: text[index], ignoringCase) {
                    (position, index) = (next, index + 1)
                    continue
                }
            }
            guard resumePosition >= 0 else { return false }
            resumeIndex += 1
            (position, index) = (resumePosition, resumeIndex)
        }
        return endOfStars(from: position) == pattern.count
    }

    /// The place behind a run of stars, which may be empty.
    private func endOfStars(from position: Int) -> Int {
        var end = position
        while end < pattern.count, pattern[end] == Glob.star { end += 1 }
        return end
    }

    /// Where the pattern goes on if its element at `position`, not a star, takes `byte`; nil if it does not.
    private func step(from position: Int, over byte: UInt8, _ ignoringCase: Bool) -> Int? {
        switch pattern[position] {
        case UInt8(ascii: "?"):
            return position + 1
        case UInt8(ascii: "["):
            return stepOverClass(from: position + 1, over: byte, ignoringCase)
        case Glob.escape where position + 1 < pattern.count:
            return Glob.same(pattern[position + 1], byte, ignoringCase) ? position + 2 : nil
        default:
            return Glob.same(pattern[position], byte, ignoringCase) ? position + 1 : nil
        }
    }

    /// Reads a class to its end; one that is never closed ends with the pattern.
    private func stepOverClass(from start: Int, over byte: UInt8, _ ignoringCase: Bool) -> Int? {
        let end = pattern.count
        let negated = start < end && pattern[start] == UInt8(ascii: "^")
        var position = negated ? start + 1 : start
        var found = false
        while position < end, pattern[position] != UInt8(ascii: "]") {
            if pattern[position] == Glob.escape, position + 1 < end {
                found = found || pattern[position + 1] == byte
                position += 2
            } else if position + 2 < end, pattern[position + 1] == UInt8(ascii: "-") {
                found = found || Glob.within(pattern[position], pattern[position + 2], byte, ignoringCase)
                position += 3
            } else {
                found = found || Glob.same(pattern[position], byte, ignoringCase)
                position += 1
            }
        }
        return found != negated ? min(position + 1, end) : nil
    }

    private static let star = UInt8(ascii: "*")
    private static let escape = UInt8(ascii: "\\")
    /// Runs of stars, those at the end of the pattern not counted.
    private static let mostStars = 1000

    private static func same(_ left: UInt8, _ right: UInt8, _ ignoringCase: Bool) -> Bool {
        left == right || (ignoringCase && ByteView.lowercase(left) == ByteView.lowercase(right))
    }

    /// Whether `byte` is in a range, whose ends are put in order before, not after, case is folded.
    private static func within(_ first: UInt8, _ last: UInt8, _ byte: UInt8, _ ignoringCase: Bool) -> Bool {
        let (first, last) = (Int8(bitPattern: first), Int8(bitPattern: last))
        var (low, high, value) = (min(first, last), max(first, last), Int8(bitPattern: byte))
        if ignoringCase { (low, high, value) = (folded(low), folded(high), folded(value)) }
        return low <= value && value <= high
    }

    private static func folded(_ byte: Int8) -> Int8 {
        Int8(bitPattern: ByteView.lowercase(UInt8(bitPattern: byte)))
    }
}
