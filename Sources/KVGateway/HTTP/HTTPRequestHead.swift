// The head of a request as its answer needs it: one copy of the bytes that were sent, where the fields are in
// them, and what they say about the connection and the body.
//
// Fields that matter to the framing were read with the head. The others are looked up among the twenty or so
// that a client sends when somebody asks: there are never enough of them for a table to pay.

import RESP

/// The request line and the header fields of one request.
package struct HTTPRequestHead: Sendable {
    /// What the client wants done.
    package let method: HTTPMethod
    /// The version that the client speaks.
    package let version: HTTPVersion
    /// Whether the connection is to stay open behind the answer, as far as the client is concerned.
    package let keepsAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool
    /// The length of the body as announced; nil when it comes in chunks or is not there at all.
    package let bodyLength: Int?
    /// Whether the body comes in chunks.
    package let isChunked: Bool

    private let bytes: [UInt8]
    private let methodCount: Int
    private let targetRange: Range<Int>
    private let fields: [HTTPField]

    /// Whether a body of at least one byte is announced, or one of unknown length.
    package var hasBody: Bool { isChunked || (bodyLength ?? 0) > 0 }

    /// The method as it was sent.
    package var methodBytes: [UInt8] { Array(bytes[..<methodCount]) }

    /// The path and the query, as sent and not decoded; the scheme and the host of an absolute target left
    /// out.
    package var target: [UInt8] { Array(bytes[targetRange]) }

    /// Lends the path and the query for the duration of `body`.
    package func withTarget<R, E: Error>(_ body: (ByteView) throws(E) -> R) throws(E) -> R {
        try bytes.withByteView { view throws(E) -> R in try body(view[targetRange]) }
    }

    init(_ line: HTTPRequestLine, fields: [HTTPField], framing: HTTPFraming, bytes view: ByteView) {
        var bytes = Array(view)
        var target = line.target
        if line.lacksSlash {
            // The byte before the target ends the host that nobody asks for: the path starts there.
            target = target.lowerBound - 1..<target.upperBound
            bytes[target.lowerBound] = UInt8(ascii: "/")
        }
        self.bytes = bytes
        self.fields = fields
        (method, methodCount, targetRange, version) = (line.method, line.methodCount, target, line.version)
        isChunked = framing.isChunked
        bodyLength = framing.length
        keepsAlive = !framing.closes && (line.version == .http11 || framing.keepsAlive)
        let hasBody = framing.isChunked || (framing.length ?? 0) > 0
        expectsContinue = hasBody && framing.expectsContinue
    }
}

// MARK: - Fields

extension HTTPRequestHead {
    /// The value of the first field of a name, which is written in lower case; nil where there is none.
    package subscript(_ name: StaticString) -> [UInt8]? {
        withValue(of: name) { $0.map { Array($0) } }
    }

    /// Lends the value of the first field of a name, written in lower case, for the duration of `body`.
    package func withValue<R, E: Error>(
        of name: StaticString, _ body: (ByteView?) throws(E) -> R
    ) throws(E) -> R {
        try bytes.withByteView { view throws(E) -> R in
            for field in fields where field.name(in: view).matches(name) {
                return try body(field.value(in: view))
            }
            return try body(nil)
        }
    }

    /// The values of all fields of a name, written in lower case, in the order they came in.
    package func values(of name: StaticString) -> [[UInt8]] {
        bytes.withByteView { view in
            fields.filter { $0.name(in: view).matches(name) }.map { Array($0.value(in: view)) }
        }
    }

    /// Lends the name and the value of each field in turn, in the order they came in.
    package func forEachField(_ body: (_ name: ByteView, _ value: ByteView) -> Void) {
        bytes.withByteView { view in
            for field in fields { body(field.name(in: view), field.value(in: view)) }
        }
    }
}

/// Where a field is in the head.
struct HTTPField: Sendable {
    private let start: UInt32
    private let nameCount: UInt32
    private let valueStart: UInt32
    private let valueCount: UInt32

    /// A field whose name and value are in these ranges of a head, the value without white space around it.
    init(name: Range<Int>, value: Range<Int>) {
        start = UInt32(truncatingIfNeeded: name.lowerBound)
        nameCount = UInt32(truncatingIfNeeded: name.count)
        valueStart = UInt32(truncatingIfNeeded: value.lowerBound)
        valueCount = UInt32(truncatingIfNeeded: value.count)
    }

    func name(in bytes: ByteView) -> ByteView { bytes.part(from: Int(start), count: Int(nameCount)) }

    func value(in bytes: ByteView) -> ByteView { bytes.part(from: Int(valueStart), count: Int(valueCount)) }
}
