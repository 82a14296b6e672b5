// Splits a command into words as redis-cli does (double quotes take escapes, single quotes only \'), and reads what
// braces stand for in words without quotes. Braces that mean nothing here are themselves: `{user}:1` is a key.

/// A command line that cannot be split.
struct WordError: Error, Equatable {
    let text: String
}

/// Reads the words of a command line.
struct WordReader {
    private let bytes: [UInt8]
    private var position = 0

    static func words(of text: String) throws(WordError) -> [Word] {
        var reader = WordReader(bytes: Array(text.utf8))
        var words: [Word] = []
        reader.skipSpaces()
        while reader.position < reader.bytes.count {
            words.append(try reader.word())
            reader.skipSpaces()
        }
        return words
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpaces() {
        while next == UInt8(ascii: " ") { position += 1 }
    }

    private mutating func word() throws(WordError) -> Word {
        switch next {
        case UInt8(ascii: "\""): return .text(try doubleQuoted())
        case UInt8(ascii: "'"): return .text(try singleQuoted())
        default: return plain()
        }
    }

    /// Up to the next space outside braces.
    private mutating func plain() -> Word {
        let start = position
        var depth = 0
        while let byte = next, depth > 0 || byte != UInt8(ascii: " ") {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            position += 1
        }
        if depth > 0 {
            // Braces that are never closed reach over no space.
            position = start
            while let byte = next, byte != UInt8(ascii: " ") { position += 1 }
        }
        let text = bytes[start..<position]
        return BraceReader.word(String(decoding: text, as: UTF8.self)) ?? .text(Array(text))
    }

    private mutating func doubleQuoted() throws(WordError) -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        while let byte = next {
            position += 1
            if byte == UInt8(ascii: "\"") { return try closed(result) }
            result.append(byte == UInt8(ascii: "\\") ? try escape() : byte)
        }
        throw WordError(text: "a double quote is not closed")
    }

    private mutating func singleQuoted() throws(WordError) -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        while let byte = next {
            position += 1
            if byte == UInt8(ascii: "'") { return try closed(result) }
            if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "'") {
                position += 1
                result.append(UInt8(ascii: "'"))
            } else {
                result.append(byte)
            }
        }
        throw WordError(text: "a single quote is not closed")
    }

    private func closed(_ text: [UInt8]) throws(WordError) -> [UInt8] {
        guard next == nil || next == UInt8(ascii: " ") else {
            throw WordError(text: "a space is missing after a closing quote")
        }
        return text
    }

    private mutating func escape() throws(WordError) -> UInt8 {
        guard let letter = next else { throw WordError(text: "a double quote is not closed") }
        position += 1
        switch letter {
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "a"): return 7
        case UInt8(ascii: "x"): return try hexadecimal()
        default: return letter
        }
    }

    private mutating func hexadecimal() throws(WordError) -> UInt8 {
        let digits = String(decoding: bytes[position..<min(position + 2, bytes.count)], as: UTF8.self)
        guard digits.count == 2, let value = UInt8(digits, radix: 16) else {
            throw WordError(text: "\\x is not followed by two hexadecimal digits")
        }
        position += 2
        return value
    }
}

/// Reads what braces in a word stand for.
enum BraceReader {
    /// The meaning of a word with braces; nil when they have none.
    static func word(_ word: String) -> Word? {
        guard let open = word.firstIndex(of: "{"), let close = word.lastIndex(of: "}"), open < close else {
            return nil
        }
        let inside = word[word.index(after: open)..<close]
        let (before, after) = (String(word[..<open]), String(word[word.index(after: close)...]))
        if let sequence = sequence(inside, before, after) { return sequence }
        guard before.isEmpty, after.isEmpty else { return repetition(inside, before, after) }
        return repetition(inside, "", "") ?? time(inside) ?? name(inside)
    }

    /// `1..300` or `1..300:f% v%`.
    private static func sequence(_ text: Substring, _ before: String, _ after: String) -> Word? {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let dots = parts[0].firstRange(of: ".."), let first = Int(parts[0][..<dots.lowerBound]),
            let last = Int(parts[0][dots.upperBound...]), first <= last, last - first <= 1_000_000
        else { return nil }
        let templates = parts.count > 1 ? parts[1].split(separator: " ").map(String.init) : ["%"]
        guard !templates.isEmpty else { return nil }
        return .sequence(first...last, templates.map { before + $0 + after })
    }

    /// `x*1000`.
    private static func repetition(_ text: Substring, _ before: String, _ after: String) -> Word? {
        guard let star = text.lastIndex(of: "*"), star > text.startIndex,
            let count = Int(text[text.index(after: star)...]), (0...100_000_000).contains(count)
        else { return nil }
        let middle = repeated(Array(String(text[..<star]).utf8), count)
        return .text(Array(before.utf8) + middle + Array(after.utf8))
    }

    /// Bytes one after the other so many times, by doubling: a case may ask for a hundred megabytes.
    private static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        let total = bytes.count * count
        guard total > 0 else { return [] }
        var repeated = bytes
        while repeated.count < total { repeated += repeated.prefix(total - repeated.count) }
        return repeated
    }

    /// `now+100` or `ms-1`.
    private static func time(_ text: Substring) -> Word? {
        for (unit, isMilliseconds) in [("now", false), ("ms", true)] where text.hasPrefix(unit) {
            let rest = text.dropFirst(unit.count)
            if rest.isEmpty { return .time(inMilliseconds: isMilliseconds, plus: 0) }
            guard rest.hasPrefix("+") || rest.hasPrefix("-"), let number = Int64(rest) else { continue }
            return .time(inMilliseconds: isMilliseconds, plus: number)
        }
        return nil
    }

    /// `id`, kept by a line before.
    private static func name(_ text: Substring) -> Word? {
        guard let first = text.first, first.isLowercase,
            text.allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" })
        else { return nil }
        return .kept(String(text))
    }
}
