// Replies, appended to a caller's buffer in the form the client asked for. A handler says what it means (a
// map, a double, a null) and the writer chooses the RESP2 or RESP3 spelling, so no command knows versions.
//
// It deliberately builds no tree of values: a reply is bytes from the first call on.

/// Which form of the protocol a connection speaks.
public enum ProtocolVersion: Int, Sendable, BitwiseCopyable {
    case resp2 = 2
    case resp3 = 3
}

/// Writes RESP2 or RESP3 replies to a buffer.
///
/// Source: https://github.com/redis/redis-specifications/blob/master/protocol/RESP3.md
public struct ReplyWriter {
    /// Where the replies go.
    public let buffer: ByteBuffer
    /// The form they take.
    public var version: ProtocolVersion
    /// Whether who spells a double is to use as few digits as read back; the writer only hands it on.
    package var doublesAreShortest = false

    /// Writes to the end of a buffer.
    @inlinable
    public init(buffer: ByteBuffer, version: ProtocolVersion = .resp2) {
        self.buffer = buffer
        self.version = version
    }

    /// Whether the client reads RESP3.
    @inlinable
    public var isRESP3: Bool { version == .resp3 }

    // MARK: Scalars

    /// The status OK.
    @inlinable
    public func ok() { buffer.append(short: "+OK\r\n") }

    /// A status line; the text must hold no CR or LF.
    @inlinable
    public func simple(_ text: StaticString) {
        buffer.append(line: UInt8(ascii: "+"), ByteView(text))
    }

    @_disfavoredOverload
    package func simple(_ text: String) {
        buffer.append(UInt8(ascii: "+"))
        buffer.append(text)
        buffer.append("\r\n")
    }

    /// An error line: the code word, a space and the message, with no leading dash.
    ///
    /// CR and LF inside the text become spaces, as Redis does, so that bad input cannot forge a reply.
    package func error(_ text: String) {
        buffer.append(UInt8(ascii: "-"))
        if text.utf8.contains(where: { $0 == 13 || $0 == 10 }) {
            for byte in text.utf8 { buffer.append(byte == 13 || byte == 10 ? 32 : byte) }
        } else {
            buffer.append(text)
        }
        buffer.append("\r\n")
    }

    /// A whole number.
    @inlinable
    public func integer(_ value: Int64) {
        switch value {
        case 0: buffer.append(short: ":0\r\n")
        case 1: buffer.append(short: ":1\r\n")
        default: buffer.append(header: UInt8(ascii: ":"), Int(value))
        }
    }

    /// A whole number.
    @inlinable
    public func integer(_ value: Int) { integer(Int64(value)) }

    /// Bytes.
    @inlinable
    public func bulk(_ view: ByteView) { buffer.append(bulk: view) }

    /// Text that the program holds.
    package func bulk(_ text: StaticString) { bulk(ByteView(text)) }

    @_disfavoredOverload
    package func bulk(_ text: String) { text.withByteView { bulk($0) } }

    package func bulk(_ bytes: [UInt8]) { bytes.withByteView { bulk($0) } }

    /// A number in decimal as a bulk string, as GET answers for a counter.
    package func bulk(decimal value: Int64) {
        ByteView.withDecimal(of: value) { bulk($0) }
    }

    /// The absence of a value: `_` in RESP3, a null bulk string in RESP2.
    @inlinable
    public func null() {
        if isRESP3 { buffer.append(short: "_\r\n") } else { buffer.append(short: "$-1\r\n") }
    }

    /// The absence of a list: `_` in RESP3, a null array in RESP2.
    @inlinable
    public func nullArray() {
        if isRESP3 { buffer.append(short: "_\r\n") } else { buffer.append(short: "*-1\r\n") }
    }

    /// A truth value: `#t` in RESP3, 1 or 0 in RESP2.
    package func boolean(_ value: Bool) {
        guard isRESP3 else { return integer(value ? 1 : 0) }
        buffer.append(value ? "#t\r\n" : "#f\r\n")
    }

    /// A number already spelled as Redis spells it: a double in RESP3, a bulk string in RESP2.
    package func double(spelled text: ByteView) {
        guard isRESP3 else { return bulk(text) }
        buffer.append(UInt8(ascii: ","))
        buffer.append(text)
        buffer.append("\r\n")
    }

    /// A whole number of any length, by its digits: a big number in RESP3, a bulk string in RESP2.
    package func bigNumber(_ digits: StaticString) {
        guard isRESP3 else { return bulk(digits) }
        buffer.append(line: UInt8(ascii: "("), ByteView(digits))
    }

    /// Text for a person: a verbatim string (`txt`) in RESP3, a bulk string in RESP2.
    package func verbatim(_ text: String, format: StaticString = "txt") {
        guard isRESP3 else { return bulk(text) }
        buffer.append(header: UInt8(ascii: "="), text.utf8.count + 4)
        buffer.append(format)
        buffer.append(UInt8(ascii: ":"))
        buffer.append(text)
        buffer.append("\r\n")
    }

    // MARK: Aggregates: the header only, the elements follow as replies of their own

    /// A list of `count` elements, which follow.
    @inlinable
    public func array(_ count: Int) { buffer.append(header: UInt8(ascii: "*"), count) }

    /// Makes everything from a mark on an array of `count` elements, for who learns only by then how many there are.
    package func array(_ count: Int, from mark: Int) {
        buffer.insert(header: UInt8(ascii: "*"), count, at: mark)
    }

    /// Makes everything from a mark on a map of `count` pairs, likewise.
    package func map(_ count: Int, from mark: Int) {
        buffer.insert(header: UInt8(ascii: isRESP3 ? "%" : "*"), isRESP3 ? count : count * 2, at: mark)
    }

    /// A map of `count` pairs: twice as many elements follow.
    @inlinable
    public func map(_ count: Int) {
        buffer.append(header: UInt8(ascii: isRESP3 ? "%" : "*"), isRESP3 ? count : count * 2)
    }

    /// A set of `count` elements, which follow.
    @inlinable
    public func set(_ count: Int) { buffer.append(header: UInt8(ascii: isRESP3 ? "~" : "*"), count) }

    /// Data about the reply that follows them, as `count` pairs; RESP3 only.
    package func attribute(_ count: Int) { buffer.append(header: UInt8(ascii: "|"), count) }

    /// Data the client did not ask for in this request.
    package func push(_ count: Int) { buffer.append(header: UInt8(ascii: isRESP3 ? ">" : "*"), count) }
}
