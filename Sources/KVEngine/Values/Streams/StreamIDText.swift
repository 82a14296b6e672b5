// IDs as commands spell them: `5-1`, `5` alone, `-` and `+` for the ends, `(5-1` for what is behind it, `5-*` for the
// next of a millisecond. Numbers are read by C's looser rules, and the text as C text: up to its first zero byte.

import RESP

extension StreamID {
    /// Whether the sequence was given, or is to be chosen (`5-*`).
    enum Form { case whole, timeOnly }

    /// Redis's buffer for an ID, less its end.
    private static let longestText = 127

    /// Reads an ID that is neither `-` nor `+`; what has no sequence gets the one given.
    ///
    /// - Throws: `ERR Invalid stream ID specified as stream command argument`.
    init(_ text: ByteView, sequence missing: UInt64 = 0) throws(RedisError) {
        guard let id = StreamID.parse(text, missing) else { throw .invalidStreamID }
        self = id
    }

    /// Reads an ID, the ends of the range of all IDs included.
    init(orEnd text: ByteView, sequence missing: UInt64 = 0) throws(RedisError) {
        let visible = text.count <= StreamID.longestText ? text.beforeNUL : text
        if visible == "-" {
            self = .zero
        } else if visible == "+" {
            self = .max
        } else {
            try self.init(text, sequence: missing)
        }
    }

    /// Reads the ID of an entry that is to be added, which may leave its sequence open.
    static func ofNewEntry(_ text: ByteView) throws(RedisError) -> (id: StreamID, form: Form) {
        let visible = text.beforeNUL
        if text.count <= longestText, let dash = visible.firstIndex(of: UInt8(ascii: "-")),
            visible[dash + 1..<visible.count] == "*"
        {
            guard let time = number(visible[0..<dash]) else { throw .invalidStreamID }
            return (StreamID(milliseconds: time, sequence: 0), .timeOnly)
        }
        return (try StreamID(text), .whole)
    }

    /// The ID; nil when the text is none. It is for texts that may be something else.
    static func parse(_ text: ByteView, _ missing: UInt64 = 0) -> StreamID? {
        guard text.count <= longestText else { return nil }
        let visible = text.beforeNUL
        guard let dash = visible.firstIndex(of: UInt8(ascii: "-")) else {
            return number(visible).map { StreamID(milliseconds: $0, sequence: missing) }
        }
        guard let time = number(visible[0..<dash]), let sequence = number(visible[dash + 1..<visible.count])
        else { return nil }
        return StreamID(milliseconds: time, sequence: sequence)
    }

    /// A number as `strtoull` reads it, blanks in front and a sign allowed; a plain negative one is none.
    private static func number(_ text: ByteView) -> UInt64? {
        if let plain = IntegerText.parse(text) { return UInt64(exactly: plain) }
        var start = 0
        while start < text.count, text[start] == 32 || text[start] &- 9 < 5 { start += 1 }
        guard start < text.count else { return nil }
        return IntegerText.parseCursor(text[start..<text.count])
    }
}

/// The IDs that a command asks for, from the lower to the upper, both included.
struct StreamInterval {
    var lower: StreamID
    var upper: StreamID

    init(lower: StreamID, upper: StreamID) { (self.lower, self.upper) = (lower, upper) }

    /// Reads both ends, the lower one first.
    ///
    /// - Throws: that an ID is invalid, or that nothing is beyond an open end.
    init(from lower: ByteView, to upper: ByteView) throws(RedisError) {
        self.lower = try StreamInterval.lower(lower)
        let (end, isOpen) = try StreamInterval.end(upper, sequence: .max)
        guard let last = isOpen ? end.previous : end else {
            throw RedisError("ERR invalid end ID for the interval")
        }
        self.upper = last
    }

    /// Everything.
    static let all = StreamInterval(lower: .zero, upper: .max)

    /// Reads the lower end.
    static func lower(_ text: ByteView) throws(RedisError) -> StreamID {
        let (end, isOpen) = try end(text, sequence: 0)
        guard let first = isOpen ? end.next : end else {
            throw RedisError("ERR invalid start ID for the interval")
        }
        return first
    }

    private static func end(
        _ text: ByteView, sequence: UInt64
    ) throws(RedisError) -> (id: StreamID, isOpen: Bool) {
        guard text.count > 1, text[0] == UInt8(ascii: "(") else {
            return (try StreamID(orEnd: text, sequence: sequence), false)
        }
        return (try StreamID(text[1..<text.count], sequence: sequence), true)
    }
}
