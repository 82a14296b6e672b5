// Splits an inline request into words: what a person types into a terminal. Blanks separate words; double quotes
// take escapes (\n \r \t \b \a, \xHH, and the byte itself after any other backslash), single quotes only \'.
// A closing quote ends its word; anything but a blank behind it is a mistake.
//
// A line without quotes, by far the most common, is only cut: its words stay where they are in the input.

package enum InlineRequest {
    /// Puts the words of `line` into `list`; false where quotes do not balance.
    package static func split(_ line: ByteView, into list: ArgumentList) -> Bool {
        cut(line, into: list) || decode(line, into: list)
    }

    /// The words of a line by themselves; nil where quotes do not balance.
    package static func words(of line: [UInt8]) -> [[UInt8]]? {
        let list = ArgumentList()
        return line.withByteView { view in
            guard split(view, into: list) else { return nil }
            return (0..<list.count).map { Array(list.view($0, in: view)) }
        }
    }

    /// Puts the words of a line without quotes into `list`; false at the first quote.
    private static func cut(_ line: ByteView, into list: ArgumentList) -> Bool {
        var index = skipBlanks(line, from: 0)
        while index < line.count {
            let start = index
            while index < line.count, !endsWord(line[index]) {
                if isQuote(line[index]) { return false }
                index += 1
            }
            list.append(offset: start, length: index - start)
            index = skipBlanks(line, from: index)
        }
        return true
    }

    private static func decode(_ line: ByteView, into list: ArgumentList) -> Bool {
        list.startDecoding(capacity: line.count)
        var index = skipBlanks(line, from: 0)
        while index < line.count {
            let start = list.decodedCount
            guard let end = decodeWord(line, from: index, into: list) else { return false }
            list.append(offset: start, length: list.decodedCount - start)
            index = skipBlanks(line, from: end)
        }
        return true
    }

    /// Decodes the word at `start` and returns where it ends; nil where quotes do not balance.
    private static func decodeWord(_ line: ByteView, from start: Int, into list: ArgumentList) -> Int? {
        var index = start
        while index < line.count, !endsWord(line[index]) {
            let byte = line[index]
            if isQuote(byte) {
                let end = decodeQuoted(line, from: index + 1, quote: byte, into: list)
                guard let end, end == line.count || isBlank(line[end]) else { return nil }
                return end
            }
            list.appendDecoded(byte)
            index += 1
        }
        return index
    }

    /// Decodes up to the closing quote and returns the index behind it; nil if it never comes.
    private static func decodeQuoted(
        _ line: ByteView, from start: Int, quote: UInt8, into list: ArgumentList
    ) -> Int? {
        var index = start
        while index < line.count {
            let byte = line[index]
            if byte == quote { return index + 1 }
            if byte == UInt8(ascii: "\\") {
                let (decoded, length) = escape(line[index..<line.count], quote: quote)
                list.appendDecoded(decoded)
                index += length
            } else {
                list.appendDecoded(byte)
                index += 1
            }
        }
        return nil
    }

    /// What a backslash and the bytes behind it stand for, and how many bytes they are.
    private static func escape(_ text: ByteView, quote: UInt8) -> (byte: UInt8, length: Int) {
        guard text.count > 1 else { return (text[0], 1) }
        if quote == UInt8(ascii: "'") { return text[1] == quote ? (quote, 2) : (text[0], 1) }
        guard text.count > 3, text[1] == UInt8(ascii: "x"), let high = hexDigit(text[2]),
            let low = hexDigit(text[3])
        else { return (controlByte(text[1]), 2) }
        return (high << 4 | low, 4)
    }

    private static func controlByte(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "t"): 9
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "a"): 7
        default: letter
        }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        let lowered = ByteView.lowercase(byte)
        if byte &- 48 <= 9 { return byte &- 48 }
        return lowered &- 97 < 6 ? lowered &- 87 : nil
    }

    private static func skipBlanks(_ line: ByteView, from start: Int) -> Int {
        var index = start
        while index < line.count, isBlank(line[index]) { index += 1 }
        return index
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// What separates words: the space and the five control bytes from tab to carriage return.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }

    /// What ends a word. Vertical tab and form feed are skipped between words but may stand inside one.
    private static func endsWord(_ byte: UInt8) -> Bool {
        byte == 32 || byte == 9 || byte == 10 || byte == 13
    }
}
