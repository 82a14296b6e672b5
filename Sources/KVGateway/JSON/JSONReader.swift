// Reads JSON (RFC 8259) token by token, strictly: the caller asks for the next one and never sees a tree, so a
// body of megabytes costs no memory beside itself. What the reader knows of the tree is one bit for each level.
//
// It exists because Foundation's reader turns numbers into doubles: an argument has to arrive as its literal
// text (9007199254740993, 0.1, 1e+21), as the real service reads it. Nor is Foundation linked into a server.
//
// Duplicate names in an object are of no concern here, and a byte order mark is an error.

import RESP

/// That a text is no JSON, or nested deeper than is read.
package struct JSONMalformed: Error, Equatable {}

/// A pull reader of one JSON text, which outlives it.
package struct JSONReader {
    /// One step through a text. A value of an object follows its key; commas and colons are only checked.
    package enum Token {
        case openArray
        case closeArray
        case openObject
        case closeObject
        case key(JSONString)
        case string(JSONString)
        /// The number's own text.
        case number(ByteView)
        case truth(Bool)
        case null
        /// The text is complete, and nothing follows it.
        case end
    }

    /// What may stand at `position`.
    private enum Expected {
        /// A value; the first one, or what a comma or a colon promised.
        case value
        /// The name of a member, which a comma promised.
        case key
        /// What an array or object just opened starts with, or its end.
        case first
        /// A comma, or the end of what is open.
        case separator
    }

    /// The most arrays and objects that may be open inside one another.
    package static var maxDepth: Int { 64 }

    private let input: ByteView
    private var position = 0
    private var expected = Expected.value
    /// The arrays and objects that are open.
    package private(set) var depth = 0
    /// Which of them are objects: one bit each, the innermost lowest.
    private var objects: UInt64 = 0

    package init(_ input: ByteView) {
        self.input = input
    }

    /// Whether only white space is left.
    package var isAtEnd: Bool {
        var copy = self
        copy.skipSpace()
        return copy.position == input.count
    }

    /// Reads the next token; after an error the reader is of no further use.
    package mutating func next() throws(JSONMalformed) -> Token {
        skipSpace()
        guard position < input.count else {
            guard depth == 0, expected == .separator else { throw JSONMalformed() }
            return .end
        }
        switch expected {
        case .value: return try value()
        case .key: return try key()
        case .first:
            if input[position] == closing { return close() }
            return try item()
        case .separator:
            guard depth > 0 else { throw JSONMalformed() }
            if input[position] == closing { return close() }
            try pass(UInt8(ascii: ","))
            return try item()
        }
    }

    /// Reads on until no more than `depth` arrays and objects are open.
    package mutating func skip(toDepth depth: Int) throws(JSONMalformed) {
        while self.depth > depth { _ = try next() }
    }
}

// MARK: - Structure

extension JSONReader {
    private var isInObject: Bool { depth > 0 && objects & 1 != 0 }

    private var closing: UInt8 { UInt8(ascii: isInObject ? "}" : "]") }

    @inline(__always)
    private mutating func skipSpace() {
        while position < input.count {
            switch input[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position &+= 1
            default: return
            }
        }
    }

    /// Steps over a byte that has to be there, and the space around it.
    private mutating func pass(_ byte: UInt8) throws(JSONMalformed) {
        skipSpace()
        guard position < input.count, input[position] == byte else { throw JSONMalformed() }
        position &+= 1
        skipSpace()
        guard position < input.count else { throw JSONMalformed() }
    }

    private mutating func open(object: Bool) throws(JSONMalformed) -> Token {
        guard depth < JSONReader.maxDepth else { throw JSONMalformed() }
        objects = objects &<< 1 | (object ? 1 : 0)
        depth &+= 1
        position &+= 1
        expected = .first
        return object ? .openObject : .openArray
    }

    private mutating func close() -> Token {
        let token: Token = isInObject ? .closeObject : .closeArray
        objects &>>= 1
        depth &-= 1
        position &+= 1
        expected = .separator
        return token
    }

    /// A value of an array, a name in an object.
    @inline(__always)
    private mutating func item() throws(JSONMalformed) -> Token {
        isInObject ? try key() : try value()
    }

    private mutating func key() throws(JSONMalformed) -> Token {
        guard input[position] == UInt8(ascii: "\"") else { throw JSONMalformed() }
        let name = try string()
        try pass(UInt8(ascii: ":"))
        expected = .value
        return .key(name)
    }
}

// MARK: - Values

extension JSONReader {
    private mutating func value() throws(JSONMalformed) -> Token {
        switch input[position] {
        case UInt8(ascii: "\""):
            expected = .separator
            return .string(try string())
        case UInt8(ascii: "["): return try open(object: false)
        case UInt8(ascii: "{"): return try open(object: true)
        case UInt8(ascii: "t"): return try word("true", .truth(true))
        case UInt8(ascii: "f"): return try word("false", .truth(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default:
            expected = .separator
            return .number(try number())
        }
    }

    private mutating func string() throws(JSONMalformed) -> JSONString {
        guard let string = JSONString(in: input, from: position &+ 1) else { throw JSONMalformed() }
        position &+= string.raw.count &+ 2
        return string
    }

    private mutating func word(_ text: StaticString, _ token: Token) throws(JSONMalformed) -> Token {
        let count = text.utf8CodeUnitCount
        guard input.count &- position >= count, input.part(from: position, count: count) == text else {
            throw JSONMalformed()
        }
        position &+= count
        expected = .separator
        return token
    }

    private mutating func number() throws(JSONMalformed) -> ByteView {
        let start = position
        skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try digits() }
        if skip(UInt8(ascii: ".")) { try digits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
            try digits()
        }
        return input[start..<position]
    }

    /// Steps over a byte where it is the next one.
    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < input.count, input[position] == byte else { return false }
        position &+= 1
        return true
    }

    /// Steps over one digit or more.
    private mutating func digits() throws(JSONMalformed) {
        let start = position
        while position < input.count, input[position] &- 48 < 10 { position &+= 1 }
        guard position > start else { throw JSONMalformed() }
    }
}
