// Redis's glob patterns on this side of the wire: a program that reads a whole keyspace once, for many patterns, has to
// decide for each key exactly what the server would have decided. Bytes are compared, never characters.
//
// The dialect is its own. A class that is not closed ends with the pattern, a reversed range is put right, ranges
// compare bytes as signed numbers, and the empty key fits the lone star only.

/// A glob pattern as SCAN and KEYS read it.
package struct GlobPattern: Hashable, Sendable {
    package let bytes: [UInt8]
    /// What every key that fits begins with, escapes resolved.
    package let literalPrefix: [UInt8]
    private let form: Form

    private enum Form: Hashable {
        /// No byte of it is special.
        case literal
        /// The literal prefix and a star.
        case prefix
        case general
    }

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let (prefix, end) = GlobPattern.prefix(of: bytes)
        literalPrefix = prefix
        let rest = bytes[end...]
        form = rest.isEmpty ? .literal : rest.elementsEqual([GlobPattern.star]) ? .prefix : .general
    }

    package init(_ text: String) { self.init(Array(text.utf8)) }

    /// Whether a key fits the pattern as a whole.
    ///
    /// - Complexity: O(p × k) for a pattern of p bytes and a key of k bytes.
    package func matches(_ key: [UInt8]) -> Bool {
        guard key.count >= literalPrefix.count, key.starts(with: literalPrefix) else { return false }
        return switch form {
        case .literal: key.count == literalPrefix.count
        case .prefix: true
        case .general: matchesInGeneral(key)
        }
    }

    /// Whether one key at most fits: nothing in it is a wildcard.
    package var isLiteral: Bool { form == .literal }

    /// Whether every key fits that begins with the literal prefix.
    package var isPrefix: Bool { form == .prefix }

    /// Whether it says nothing about the bytes of a key, as `*` and `?*`.
    package var saysNothing: Bool {
        !bytes.isEmpty && bytes.allSatisfy { $0 == GlobPattern.star || $0 == GlobPattern.any }
    }

    /// Whether every key that fits this one is known to fit another; false where that is not easily told.
    package func isInside(_ other: GlobPattern) -> Bool {
        if self == other || isLiteral && other.matches(literalPrefix) { return true }
        return other.isPrefix && literalPrefix.starts(with: other.literalPrefix)
    }

    /// Whether a key could fit both, as far as their beginnings tell.
    package func mayOverlap(_ other: GlobPattern) -> Bool {
        if isLiteral { return other.matches(literalPrefix) }
        if other.isLiteral { return matches(other.literalPrefix) }
        return literalPrefix.starts(with: other.literalPrefix)
            || other.literalPrefix.starts(with: literalPrefix)
    }

    /// A pattern that this text, and nothing else, fits.
    package static func escaping(_ text: [UInt8]) -> [UInt8] {
        text.flatMap { "*?[]\\^-".utf8.contains($0) ? [escape, $0] : [$0] }
    }
}

// MARK: - Matching

extension GlobPattern {
    private static let star = UInt8(ascii: "*")
    private static let any = UInt8(ascii: "?")
    private static let bracket = UInt8(ascii: "[")
    private static let escape = UInt8(ascii: "\\")
    /// Redis calls itself for each star, and gives up here.
    private static let mostStars = 1000

    /// The bytes up to the first wildcard, and where that is.
    private static func prefix(of bytes: [UInt8]) -> (prefix: [UInt8], end: Int) {
        var prefix: [UInt8] = []
        var position = 0
        while position < bytes.count, ![star, any, bracket].contains(bytes[position]) {
            if bytes[position] == escape, position + 1 < bytes.count { position += 1 }
            prefix.append(bytes[position])
            position += 1
        }
        return (prefix, position)
    }

    /// One place to come back to is enough, that of the last star: what an earlier one could take, it can take too.
    private func matchesInGeneral(_ key: [UInt8]) -> Bool {
        guard !key.isEmpty else { return false }
        var (position, index, stars) = (0, 0, 0)
        var resume: (position: Int, index: Int)?
        while index < key.count {
            if position < bytes.count, bytes[position] == GlobPattern.star {
                position = endOfStars(from: position)
                if position == bytes.count { return true }
                stars += 1
                if stars > GlobPattern.mostStars { return false }
                resume = (position, index)
            } else if position < bytes.count, let next = step(from: position, over: key[index]) {
                (position, index) = (next, index + 1)
            } else if let last = resume {
                (position, index) = (last.position, last.index + 1)
                resume = (position, index)
            } else {
                return false
            }
        }
        return endOfStars(from: position) == bytes.count
    }

    private func endOfStars(from position: Int) -> Int {
        bytes[position...].firstIndex { $0 != GlobPattern.star } ?? bytes.count
    }

    /// Where the pattern goes on if what stands at `position` takes a byte; nil if it does not.
    private func step(from position: Int, over byte: UInt8) -> Int? {
        switch bytes[position] {
        case GlobPattern.any: position + 1
        case GlobPattern.bracket: stepOverClass(from: position + 1, over: byte)
        case GlobPattern.escape where position + 1 < bytes.count:
            bytes[position + 1] == byte ? position + 2 : nil
        default: bytes[position] == byte ? position + 1 : nil
        }
    }

    private func stepOverClass(from start: Int, over byte: UInt8) -> Int? {
        let end = bytes.count
        let isNegated = start < end && bytes[start] == UInt8(ascii: "^")
        var position = isNegated ? start + 1 : start
        var isFound = false
        while position < end, bytes[position] != UInt8(ascii: "]") {
            if bytes[position] == GlobPattern.escape, position + 1 < end {
                isFound = isFound || bytes[position + 1] == byte
                position += 2
            } else if position + 2 < end, bytes[position + 1] == UInt8(ascii: "-") {
                isFound = isFound || GlobPattern.range(bytes[position], bytes[position + 2], holds: byte)
                position += 3
            } else {
                isFound = isFound || bytes[position] == byte
                position += 1
            }
        }
        return isFound != isNegated ? min(position + 1, end) : nil
    }

    private static func range(_ first: UInt8, _ last: UInt8, holds byte: UInt8) -> Bool {
        let (first, last) = (Int8(bitPattern: first), Int8(bitPattern: last))
        let value = Int8(bitPattern: byte)
        return min(first, last) <= value && value <= max(first, last)
    }
}
