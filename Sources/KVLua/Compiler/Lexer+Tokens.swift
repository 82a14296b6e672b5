// Telling tokens apart by their first byte.

extension Lexer {
    /// Reads one token.
    func read() throws(LuaFailure) -> Token {
        while let byte = current {
            switch byte {
            case 10, 13: skipLineEnd()
            case UInt8(ascii: "-"):
                position += 1
                guard skip("-") else { return .char("-") }
                try skipComment()
            case UInt8(ascii: "["):
                return try readBracket()
            case UInt8(ascii: "="): return follow("=", .equal, or: "=")
            case UInt8(ascii: "<"): return follow("=", .lessEqual, or: "<")
            case UInt8(ascii: ">"): return follow("=", .greaterEqual, or: ">")
            case UInt8(ascii: "~"): return follow("=", .notEqual, or: "~")
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                try readString(byte)
                return .string
            case UInt8(ascii: "."): return try readDots()
            default:
                if NumberText.isSpace(byte) {
                    position += 1
                } else {
                    return byte.isDigit ? try readNumber(from: position) : readWordOrSign(byte)
                }
            }
        }
        return .endOfFile
    }

    /// A sign of two bytes when the second follows, else of one.
    private func follow(
        _ second: Unicode.Scalar, _ token: Token, or sign: Unicode.Scalar
    ) -> Token {
        position += 1
        return skip(second) ? token : .char(sign)
    }

    private func readDots() throws(LuaFailure) -> Token {
        let start = position
        position += 1
        if skip(".") { return skip(".") ? .dots : .concat }
        return current?.isDigit == true ? try readNumber(from: start) : .char(".")
    }

    private func readWordOrSign(_ byte: UInt8) -> Token {
        guard byte.isWord else {
            position += 1
            return .sign(byte)
        }
        let start = position
        while current?.isWord == true { position += 1 }
        text = Array(source[start..<position])
        if let word = Token.words[text] { return word }
        stringRead = text
        return .name
    }

    private func readNumber(from start: Int) throws(LuaFailure) -> Token {
        while let byte = current, byte.isDigit || byte == 46 { position += 1 }
        if skip("e") || skip("E") { _ = skip("+") || skip("-") }
        while current?.isWord == true { position += 1 }
        text = Array(source[start..<position])
        guard let number = NumberText.number(in: text) else {
            throw error("malformed number", near: .number)
        }
        numberRead = number
        return .number
    }

    private func skipComment() throws(LuaFailure) {
        if isAt("["), let level = longBracketLevel(), level >= 0 {
            try readLong(level: level, isComment: true)
            return
        }
        while let byte = current, !byte.isLineEnd { position += 1 }
    }

    private func readBracket() throws(LuaFailure) -> Token {
        let start = position
        guard let level = longBracketLevel() else {
            text = Array(source[start..<position])
            throw error("invalid long string delimiter", near: .string)
        }
        guard level >= 0 else { return .char("[") }
        try readLong(level: level, isComment: false)
        return .string
    }

    /// Goes past the first bracket and the equals signs behind it: their number when a second bracket follows,
    /// -1 when there is none of either, nil when the second bracket is missing.
    private func longBracketLevel() -> Int? {
        position += 1
        var level = 0
        while skip("=") { level += 1 }
        if isAt("[") { return level }
        return level == 0 ? -1 : nil
    }
}
