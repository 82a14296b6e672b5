// The words of JSON. A zero byte ends the text, wherever it stands, because the C library's texts end so; beyond
// the end there are zero bytes only.

/// A word of JSON.
enum JSONToken {
    case objectBegin, objectEnd, arrayBegin, arrayEnd
    case string([UInt8])
    case number(Double)
    case boolean(Bool)
    case null, colon, comma, end
    /// No word; why.
    case error(String)

    /// What an error text calls a word that should not be there.
    var name: String {
        switch self {
        case .objectBegin: "T_OBJ_BEGIN"
        case .objectEnd: "T_OBJ_END"
        case .arrayBegin: "T_ARR_BEGIN"
        case .arrayEnd: "T_ARR_END"
        case .string: "T_STRING"
        case .number: "T_NUMBER"
        case .boolean: "T_BOOLEAN"
        case .null: "T_NULL"
        case .colon: "T_COLON"
        case .comma: "T_COMMA"
        case .end: "T_END"
        case .error(let reason): reason
        }
    }
}

/// Reads word after word.
struct JSONScanner {
    let bytes: [UInt8]
    let readsInvalidNumbers: Bool
    /// Where the next word is looked for.
    var position = 0
    /// Where the last word began; of what was no word, where it went wrong.
    private(set) var start = 0

    init(_ bytes: [UInt8], readsInvalidNumbers: Bool) {
        self.bytes = bytes
        self.readsInvalidNumbers = readsInvalidNumbers
    }

    /// The byte at a place, 0 beyond the end.
    @inline(__always)
    func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    /// The next word. At the end and at an error the scanner stays.
    mutating func next() -> JSONToken {
        while isBlank(byte(at: position)) { position += 1 }
        start = position
        let byte = byte(at: position)
        switch byte {
        case 0: return .end
        case UInt8(ascii: "{"): return take(.objectBegin, 1)
        case UInt8(ascii: "}"): return take(.objectEnd, 1)
        case UInt8(ascii: "["): return take(.arrayBegin, 1)
        case UInt8(ascii: "]"): return take(.arrayEnd, 1)
        case UInt8(ascii: ","): return take(.comma, 1)
        case UInt8(ascii: ":"): return take(.colon, 1)
        case UInt8(ascii: "\""): return scanString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return !readsInvalidNumbers && isInvalidNumber ? .error("invalid number") : scanNumber()
        default: return scanWord()
        }
    }

    private mutating func take(_ token: JSONToken, _ count: Int) -> JSONToken {
        position += count
        return token
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    private mutating func scanWord() -> JSONToken {
        if follows("true") { return take(.boolean(true), 4) }
        if follows("false") { return take(.boolean(false), 5) }
        if follows("null") { return take(.null, 4) }
        let isStart = [UInt8](arrayLiteral: 43, 73, 78, 105, 110).contains(byte(at: position))
        if isStart, readsInvalidNumbers, isInvalidNumber { return scanNumber() }
        return .error("invalid token")
    }

    private func follows(_ word: StaticString) -> Bool {
        position + word.utf8CodeUnitCount <= bytes.count
            && bytes[position..<position + word.utf8CodeUnitCount].elementsEqual(word.description.utf8)
    }
}

// MARK: - Numbers

extension JSONScanner {
    /// Whether what stands here is a number to C only: with a plus, with zeros in front, in base 16, `inf` or `nan`.
    private var isInvalidNumber: Bool {
        var index = position
        if byte(at: index) == UInt8(ascii: "+") { return true }
        if byte(at: index) == UInt8(ascii: "-") { index += 1 }
        let first = byte(at: index)
        if first == UInt8(ascii: "0") {
            let second = byte(at: index + 1)
            return second | 0x20 == UInt8(ascii: "x") || second >= 48 && second <= 57
        }
        if first <= UInt8(ascii: "9") { return false }
        let word = (0..<3).map { byte(at: index + $0) | 0x20 }
        return word == Array("inf".utf8) || word == Array("nan".utf8)
    }

    private mutating func scanNumber() -> JSONToken {
        if let number = scanDigits() { return .number(number) }
        var end = position
        while isPartOfNumber(byte(at: end)) { end += 1 }
        let (value, length) = CNumberText.double(in: Array(bytes[position..<end]))
        return length == 0 ? .error("invalid number") : take(.number(value), length)
    }

    /// Up to 15 digits that are the whole number, which need no help of the C library.
    private mutating func scanDigits() -> Double? {
        var (sum, end) = (0, position)
        while end < bytes.count, end - position < 16, bytes[end] >= 48, bytes[end] <= 57 {
            sum = sum * 10 + Int(bytes[end] - 48)
            end += 1
        }
        guard end > position, end - position < 16, !isPartOfNumber(byte(at: end)) else { return nil }
        position = end
        return Double(sum)
    }

    /// Whether a byte can be in what `strtod` reads.
    private func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 43, 45, 46, 40, 41, 95: true
        default: false
        }
    }
}

// MARK: - Strings

extension JSONScanner {
    private mutating func scanString() -> JSONToken {
        position += 1
        var text: [UInt8] = []
        while true {
            let byte = byte(at: position)
            switch byte {
            case UInt8(ascii: "\""): return take(.string(text), 1)
            case 0: return failure("unexpected end of string")
            case UInt8(ascii: "\\"):
                if let reason = scanEscape(into: &text) { return failure(reason) }
            default:
                text.append(byte)
                position += 1
            }
        }
    }

    private mutating func failure(_ reason: String) -> JSONToken {
        start = position
        return .error(reason)
    }

    /// Reads an escape; what is wrong with it when something is.
    private mutating func scanEscape(into text: inout [UInt8]) -> String? {
        let letter = byte(at: position + 1)
        if letter == UInt8(ascii: "u") { return scanCode(into: &text) ? nil : "invalid unicode escape code" }
        guard let byte = JSONText.byte(ofEscape: letter) else { return "invalid escape code" }
        text.append(byte)
        position += 2
        return nil
    }

    /// Reads `\u` with its four digits, or two of them that are a surrogate pair.
    private mutating func scanCode(into text: inout [UInt8]) -> Bool {
        guard var code = code(at: position + 2) else { return false }
        var length = 6
        if code & 0xF800 == 0xD800 {
            guard code & 0x400 == 0, byte(at: position + 6) == UInt8(ascii: "\\"),
                byte(at: position + 7) == UInt8(ascii: "u"), let low = self.code(at: position + 8),
                low & 0xFC00 == 0xDC00
            else { return false }
            code = (code & 0x3FF) << 10 | low & 0x3FF
            code += 0x10000
            length = 12
        }
        JSONText.append(codePoint: code, to: &text)
        position += length
        return true
    }

    /// Four digits of base 16.
    private func code(at index: Int) -> UInt32? {
        var code: UInt32 = 0
        for offset in 0..<4 {
            let byte = byte(at: index + offset)
            switch byte {
            case 48...57: code = code << 4 | UInt32(byte - 48)
            case 65...70: code = code << 4 | UInt32(byte - 55)
            case 97...102: code = code << 4 | UInt32(byte - 87)
            default: return nil
            }
        }
        return code
    }
}
