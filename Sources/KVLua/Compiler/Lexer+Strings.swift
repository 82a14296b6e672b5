// String literals, short and long.

extension Lexer {
    /// Reads a long string or comment from its second opening bracket on.
    func readLong(level: Int, isComment: Bool) throws(LuaFailure) {
        let start = position - level - 1
        position += 1
        var bytes: [UInt8] = []
        if current?.isLineEnd == true { skipLineEnd() }
        while true {
            guard let byte = current else {
                let kind = isComment ? "comment" : "string"
                throw error("unfinished long \(kind)", near: .endOfFile)
            }
            if byte.isLineEnd {
                bytes.append(10)
                skipLineEnd()
            } else if byte == UInt8(ascii: "]"), closes(level) {
                position += level + 2
                break
            } else {
                bytes.append(byte)
                position += 1
            }
        }
        guard !isComment else { return }
        text = Array(source[start..<position])
        stringRead = bytes
    }

    /// Whether a closing bracket of a level is here.
    private func closes(_ level: Int) -> Bool {
        let end = position + level + 1
        return end < source.count && source[end] == UInt8(ascii: "]")
            && source[(position + 1)..<end].allSatisfy { $0 == UInt8(ascii: "=") }
    }

    /// Reads a string in quotes.
    func readString(_ quote: UInt8) throws(LuaFailure) {
        var bytes: [UInt8] = []
        position += 1
        while true {
            guard let byte = current else { throw unfinished(quote, bytes, near: .endOfFile) }
            switch byte {
            case quote:
                position += 1
                text = [quote] + bytes + [quote]
                stringRead = bytes
                return
            case 10, 13: throw unfinished(quote, bytes, near: .string)
            case UInt8(ascii: "\\"):
                position += 1
                try readEscape(quote, &bytes)
            default:
                bytes.append(byte)
                position += 1
            }
        }
    }

    private func unfinished(_ quote: UInt8, _ bytes: [UInt8], near token: Token) -> LuaFailure {
        text = [quote] + bytes
        return error("unfinished string", near: token)
    }

    /// Reads what follows a backslash.
    private func readEscape(_ quote: UInt8, _ bytes: inout [UInt8]) throws(LuaFailure) {
        guard let byte = current else { return }
        if byte.isLineEnd {
            bytes.append(10)
            return skipLineEnd()
        }
        guard !byte.isDigit else { return try readDecimalEscape(quote, &bytes) }
        position += 1
        switch byte {
        case UInt8(ascii: "a"): bytes.append(7)
        case UInt8(ascii: "b"): bytes.append(8)
        case UInt8(ascii: "f"): bytes.append(12)
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "v"): bytes.append(11)
        default: bytes.append(byte)
        }
    }

    private func readDecimalEscape(_ quote: UInt8, _ bytes: inout [UInt8]) throws(LuaFailure) {
        var value = 0
        var digits = 0
        while digits < 3, let byte = current, byte.isDigit {
            value = value * 10 + Int(byte - 48)
            position += 1
            digits += 1
        }
        guard let byte = UInt8(exactly: value) else {
            text = [quote] + bytes
            throw error("escape sequence too large", near: .string)
        }
        bytes.append(byte)
    }
}
