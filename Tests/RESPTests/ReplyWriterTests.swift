import Testing

@testable import RESP

/// Replies in both spellings, as bytes and as what a client reads back.
@Suite struct ReplyWriterTests {
    /// A reply, its two spellings and its two readings.
    struct Case: Sendable {
        let resp2: String
        let resp3: String
        let read2: RESPValue
        let read3: RESPValue
        let write: @Sendable (ReplyWriter) -> Void

        /// A reply that both versions spell alike.
        static func same(
            _ text: String, _ value: RESPValue, _ write: @escaping @Sendable (ReplyWriter) -> Void
        ) -> Case {
            Case(resp2: text, resp3: text, read2: value, read3: value, write: write)
        }
    }

    static let scalars: [Case] = [
        .same("+OK\r\n", .simple("OK")) { $0.ok() },
        .same("+QUEUED\r\n", .simple("QUEUED")) { $0.simple("QUEUED" as StaticString) },
        .same("+none\r\n", .simple("none")) { $0.simple(String("none")) },
        .same("-ERR no\r\n", .error("ERR no")) { $0.error("ERR no") },
        .same("-ERR a  b\r\n", .error("ERR a  b")) { $0.error("ERR a\r\nb") },
        .same(":0\r\n", .integer(0)) { $0.integer(0) },
        .same(":1\r\n", .integer(1)) { $0.integer(1) },
        .same(":-1\r\n", .integer(-1)) { $0.integer(-1) },
        .same(":-9223372036854775808\r\n", .integer(.min)) { $0.integer(Int64.min) },
        .same("$0\r\n\r\n", .bulk([])) { $0.bulk("") },
        .same("$2\r\n\r\n\r\n", .bulk([13, 10])) { $0.bulk([13, 10]) },
        .same("$3\r\nabc\r\n", .bulk(Array("abc".utf8))) { $0.bulk(ByteView("abc")) },
        .same("$2\r\n-7\r\n", .bulk(Array("-7".utf8))) { $0.bulk(decimal: -7) },
        .same("$20\r\n-9223372036854775808\r\n", .bulk(Array("-9223372036854775808".utf8))) {
            $0.bulk(decimal: .min)
        },
        Case(resp2: "$-1\r\n", resp3: "_\r\n", read2: .null, read3: .null) { $0.null() },
        Case(resp2: "*-1\r\n", resp3: "_\r\n", read2: .null, read3: .null) { $0.nullArray() },
        Case(resp2: ":1\r\n", resp3: "#t\r\n", read2: .integer(1), read3: .boolean(true)) {
            $0.boolean(true)
        },
        Case(resp2: ":0\r\n", resp3: "#f\r\n", read2: .integer(0), read3: .boolean(false)) {
            $0.boolean(false)
        },
        Case(resp2: "$3\r\n1.5\r\n", resp3: ",1.5\r\n", read2: .bulk(Array("1.5".utf8)), read3: .double(1.5))
        {
            $0.double(spelled: ByteView("1.5"))
        },
        Case(
            resp2: "$2\r\n12\r\n", resp3: "(12\r\n", read2: .bulk(Array("12".utf8)), read3: .bigNumber("12")
        ) { $0.bigNumber("12") },
        Case(
            resp2: "$2\r\nhi\r\n", resp3: "=6\r\ntxt:hi\r\n", read2: .bulk(Array("hi".utf8)),
            read3: .verbatim(format: "txt", Array("hi".utf8))
        ) { $0.verbatim("hi") },
    ]

    static let aggregates: [Case] = [
        .same("*2\r\n:1\r\n:2\r\n", .array([.integer(1), .integer(2)])) {
            $0.array(2)
            $0.integer(1)
            $0.integer(2)
        },
        Case(
            resp2: "*2\r\n+OK\r\n:3\r\n", resp3: "%1\r\n+OK\r\n:3\r\n",
            read2: .array([.simple("OK"), .integer(3)]),
            read3: .map([RESPPair(key: .simple("OK"), value: .integer(3))])
        ) {
            $0.map(1)
            $0.ok()
            $0.integer(3)
        },
        Case(
            resp2: "*1\r\n+OK\r\n", resp3: "~1\r\n+OK\r\n", read2: .array([.simple("OK")]),
            read3: .set([.simple("OK")])
        ) {
            $0.set(1)
            $0.ok()
        },
        Case(
            resp2: "*1\r\n+OK\r\n", resp3: ">1\r\n+OK\r\n", read2: .array([.simple("OK")]),
            read3: .push([.simple("OK")])
        ) {
            $0.push(1)
            $0.ok()
        },
    ]

    @Test(arguments: scalars + aggregates)
    func `a reply has the spelling of its version`(reply: Case) {
        let second = ReplyWriter(buffer: ByteBuffer(capacity: 1), version: .resp2)
        reply.write(second)
        #expect(String(second.buffer.view) == reply.resp2)
        #expect(ParserVerifier.replies(Array(second.buffer.view)) == [value(reply.read2)])
        let third = ReplyWriter(buffer: ByteBuffer(capacity: 1), version: .resp3)
        reply.write(third)
        #expect(String(third.buffer.view) == reply.resp3)
        #expect(ParserVerifier.replies(Array(third.buffer.view)) == [value(reply.read3)])
    }
}

/// Requests as a client writes them, read back by the server's parser.
@Suite struct RequestEncoderTests {
    @Test func `a request is written as bulk strings`() {
        let encoder = RequestEncoder(buffer: ByteBuffer(capacity: 1))
        encoder.request(5)
        encoder.argument("SET" as StaticString)
        encoder.argument(String("k"))
        encoder.argument([0, 13, 10, 255])
        encoder.argument(ByteView("PX"))
        encoder.argument(-12)
        let bytes = Array(encoder.buffer.view)
        let text = Array("*5\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\n".utf8) + [0, 13, 10, 255]
        #expect(bytes == text + Array("\r\n$2\r\nPX\r\n$3\r\n-12\r\n".utf8))
        let arguments = [Array("SET".utf8), [107], [0, 13, 10, 255], Array("PX".utf8), Array("-12".utf8)]
        #expect(ParserVerifier.requests(bytes) == [.command(arguments)])
    }

    @Test func `whole requests follow one another`() {
        let encoder = RequestEncoder(buffer: ByteBuffer())
        encoder.request("ECHO", "")
        encoder.request([[1, 2, 3]])
        #expect(
            ParserVerifier.requests(Array(encoder.buffer.view)) == [
                command("ECHO", ""), .command([[1, 2, 3]]),
            ])
    }
}
