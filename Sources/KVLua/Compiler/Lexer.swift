// The text of a chunk as tokens. Lines are counted as Lua does: any of the four spellings of a line's end is one.
//
// `text` keeps the bytes of the token that was read last, which is what error messages show of it.

/// Reads tokens, one ahead if asked.
final class Lexer {
    let source: [UInt8]
    let chunkName: [UInt8]
    let heap: Heap
    var position = 0
    /// The line that reading has come to.
    var line = 1
    /// The line on which the token before the current one ended.
    private(set) var lastLine = 1
    private(set) var token = Token.endOfFile
    private var ahead: Token?
    /// The bytes of the last token read, as far as they matter to messages.
    var text: [UInt8] = []
    /// The value of the current number.
    private(set) var number = 0.0
    /// The value of the current name or string.
    private(set) var string: LuaString
    var numberRead = 0.0
    var stringRead: [UInt8] = []
    private var strings: [[UInt8]: LuaString] = [:]
    private var aheadString: [UInt8] = []
    private var aheadNumber = 0.0

    init(source: [UInt8], chunkName: [UInt8], heap: Heap) {
        self.source = source
        self.chunkName = chunkName
        self.heap = heap
        string = LuaString([])
        // A first line that begins with # is not skipped: only files may have one.
    }

    /// Goes on to the next token.
    func advance() throws(LuaFailure) {
        lastLine = line
        if let ahead {
            (token, stringRead, numberRead) = (ahead, aheadString, aheadNumber)
            self.ahead = nil
        } else {
            token = try read()
        }
        switch token {
        case .name, .string: string = intern(stringRead)
        case .number: number = numberRead
        default: break
        }
    }

    /// The token after the current one.
    func lookAhead() throws(LuaFailure) -> Token {
        let next = try read()
        (ahead, aheadString, aheadNumber) = (next, stringRead, numberRead)
        return next
    }

    /// The same string object for the same bytes within a chunk.
    func intern(_ bytes: [UInt8]) -> LuaString {
        if let known = strings[bytes] { return known }
        let string = LuaString(bytes, countedBy: heap.meter)
        strings[bytes] = string
        return string
    }

    // MARK: Errors

    /// An error at the current token.
    func syntaxError(_ message: String) -> LuaFailure { error(message, near: token) }

    /// An error near a token, or at the line only.
    func error(_ message: String, near token: Token?) -> LuaFailure {
        var bytes = ChunkName.display(chunkName, room: 80) + Array(":\(line): \(message)".utf8)
        // A zero byte is named by nobody: Lua takes its code for "no token".
        if let token, token != .sign(0) {
            let shown: [UInt8] =
                switch token {
                case .name, .string, .number: Array(text.prefix { $0 != 0 })
                case .sign(let byte) where byte >= 32 && byte != 127: [byte]
                default: Array(token.text.utf8)
                }
            bytes += Array(" near '".utf8) + shown + [39]
        }
        return LuaFailure(.string(bytes))
    }

    // MARK: Bytes

    /// The current byte; nil at the end.
    var current: UInt8? { position < source.count ? source[position] : nil }

    /// Whether the current byte is this one.
    func isAt(_ character: Unicode.Scalar) -> Bool { current == UInt8(truncatingIfNeeded: character.value) }

    /// Goes past a line's end, of one byte or of two different ones.
    func skipLineEnd() {
        let first = source[position]
        position += 1
        if let second = current, second == 10 || second == 13, second != first { position += 1 }
        line += 1
    }

    /// Goes past one byte if it is this one.
    func skip(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        position += 1
        return true
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 48 && self <= 57 }
    var isLetter: Bool { self | 32 >= 97 && self | 32 <= 122 }
    /// Whether it can be in a name.
    var isWord: Bool { isDigit || isLetter || self == 95 }
    var isLineEnd: Bool { self == 10 || self == 13 }
}
