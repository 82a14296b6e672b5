// What a dotenv file says, as the dotenv package of Node.js reads it: `export`, three kinds of quotes, values over several
// lines, comments, a byte order mark, either kind of line end. Nothing is executed and nothing is expanded: `$HOME` stays
// what it is.
//
// A line that is no assignment is skipped. A quote that is never closed is part of the value, so that the lines after it
// still count.

/// The variables of a dotenv file.
package struct Dotenv: Sendable {
    /// The names in the order in which they first occur.
    package private(set) var names: [String] = []
    private var values: [String: String] = [:]

    /// Reads a file's text.
    package init(_ text: String) {
        var reader = DotenvReader(text)
        while let (name, value) = reader.next() {
            if values.updateValue(value, forKey: name) == nil { names.append(name) }
        }
    }

    /// The value of a variable, of several lines for it the last; nil when there is none.
    package subscript(name: String) -> String? { values[name] }
}

/// Goes through a file's text, assignment by assignment.
private struct DotenvReader {
    /// With line feeds as the only line ends.
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        var bytes: [UInt8] = []
        var isAfterReturn = false
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        for byte in text.utf8 {
            if byte == 13 || byte != 10 || !isAfterReturn { bytes.append(byte == 13 ? 10 : byte) }
            isAfterReturn = byte == 13
        }
        self.bytes = bytes
    }

    /// The next assignment; nil at the end.
    mutating func next() -> (String, String)? {
        while position < bytes.count {
            let begin = position
            if let name = nameAndSign() { return (name, value()) }
            position = endOfLine(from: begin) + 1
        }
        return nil
    }

    // MARK: Names

    /// Reads up to the sign between name and value; nil when the line has neither.
    private mutating func nameAndSign() -> String? {
        position = skipBlanks(from: position)
        let begin = position
        if let afterWord = wordEnd("export", from: begin), afterWord < skipBlanks(from: afterWord),
            let name = nameAndSign(from: skipBlanks(from: afterWord))
        {
            return name
        }
        return nameAndSign(from: begin)
    }

    private mutating func nameAndSign(from begin: Int) -> String? {
        var end = begin
        while end < bytes.count, isOfName(bytes[end]) { end += 1 }
        guard end > begin else { return nil }
        let sign = skipBlanks(from: end)
        if sign < bytes.count, bytes[sign] == UInt8(ascii: "=") {
            position = sign + 1
        } else if end + 1 < bytes.count, bytes[end] == UInt8(ascii: ":"), isBlank(bytes[end + 1]) {
            position = end + 1
        } else {
            return nil
        }
        return text(begin..<end)
    }

    private func wordEnd(_ word: String, from begin: Int) -> Int? {
        bytes[begin...].starts(with: word.utf8) ? begin + word.utf8.count : nil
    }

    private func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    // MARK: Values

    /// Reads the value, and the rest of its last line.
    private mutating func value() -> String {
        let begin = skipBlanks(from: position)
        if begin < bytes.count, isQuote(bytes[begin]), let end = closingQuote(from: begin) {
            position = endOfLine(from: end) + 1
            return unescaped(begin + 1..<end, in: bytes[begin])
        }
        let line = begin..<endOfLine(from: begin)
        position = line.upperBound + 1
        let comment = bytes[line].firstIndex(of: UInt8(ascii: "#")) ?? line.upperBound
        let end = bytes[begin..<comment].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? begin
        // Quotes around what holds the same quotes are taken off all the same.
        if end - begin > 1, isQuote(bytes[begin]), bytes[begin] == bytes[end - 1] {
            return unescaped(begin + 1..<end - 1, in: bytes[begin])
        }
        return text(begin..<end)
    }

    /// Where a quoted value ends: a quote with nothing but a comment behind it. One with a backslash before it counts only
    /// when no other does.
    private func closingQuote(from begin: Int) -> Int? {
        let quote = bytes[begin]
        var escaped: [Int] = []
        var index = begin + 1
        while index < bytes.count, bytes[index] != quote {
            let isEscaped =
                bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count && bytes[index + 1] == quote
            if isEscaped { escaped.append(index + 1) }
            index += isEscaped ? 2 : 1
        }
        if index < bytes.count, endsValue(index) { return index }
        return escaped.last { endsValue($0) }
    }

    private func endsValue(_ quote: Int) -> Bool {
        let next = skipBlanks(from: quote + 1)
        return next >= bytes.count || bytes[next] == 10 || bytes[next] == UInt8(ascii: "#")
    }

    /// Only double quotes know escapes, and only those of line ends.
    private func unescaped(_ range: Range<Int>, in quote: UInt8) -> String {
        guard quote == UInt8(ascii: "\"") else { return text(range) }
        var result: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let next = index + 1 < range.upperBound ? bytes[index + 1] : 0
            let isLineEnd = next == UInt8(ascii: "n") || next == UInt8(ascii: "r")
            guard bytes[index] == UInt8(ascii: "\\"), isLineEnd else {
                result.append(bytes[index])
                index += 1
                continue
            }
            result.append(next == UInt8(ascii: "n") ? 10 : 13)
            index += 2
        }
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: Bytes

    private func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 11 || byte == 12 }

    private func skipBlanks(from start: Int) -> Int {
        bytes[min(start, bytes.count)...].firstIndex { !isBlank($0) } ?? bytes.count
    }

    private func endOfLine(from start: Int) -> Int {
        bytes[min(start, bytes.count)...].firstIndex(of: 10) ?? bytes.count
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
