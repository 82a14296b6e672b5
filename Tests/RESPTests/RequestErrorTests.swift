import Testing

@testable import RESP

/// Every way of breaking the protocol, with the texts of Redis 7.0.15, and each limit at its edge.
@Suite struct RequestErrorTests {
    @Test(
        arguments: [
            (ProtocolFailure.tooBigCountString, "too big mbulk count string"),
            (.invalidMultibulkLength, "invalid multibulk length"),
            (.unauthenticatedMultibulkLength, "unauthenticated multibulk length"),
            (.tooBigBulkString, "too big bulk count string"),
            (.expectedDollar(got: 0x25), "expected '$', got '%'"),
            (.invalidBulkLength, "invalid bulk length"),
            (.unauthenticatedBulkLength, "unauthenticated bulk length"),
            (.tooBigInlineRequest, "too big inline request"),
            (.unbalancedQuotes, "unbalanced quotes in request"),
            (.tooBigRequest, "too big request"),
        ] as [(ProtocolFailure, String)])
    func `each failure has its error line`(failure: ProtocolFailure, text: String) {
        #expect(failure.message == "ERR Protocol error: \(text)")
        let buffer = ByteBuffer()
        failure.write(to: buffer)
        #expect(String(buffer.view) == "-ERR Protocol error: \(text)\r\n")
    }

    @Test func `an unexpected byte is shown as it is, a line end as a space`() {
        for (byte, shown) in [(13, 32), (10, 32), (255, 255), (9, 9)] as [(UInt8, UInt8)] {
            let buffer = ByteBuffer()
            ProtocolFailure.expectedDollar(got: byte).write(to: buffer)
            let start = Array("-ERR Protocol error: expected '$', got '".utf8)
            #expect(Array(buffer.view) == start + [shown] + Array("'\r\n".utf8))
        }
    }

    @Test(
        arguments: [
            "", "+1", "01", "-0", "-01", " 1", "1 ", "a", "1a", "0x1", "--1", "-", "2147483648",
            "9223372036854775808",
            "-9223372036854775809", "18446744073709551617", "111111111111111111111111111111",
        ])
    func `a count is a number in its shortest spelling`(count: String) {
        #expect(ParserVerifier.requests("*\(count)\r\n") == [.failure(.invalidMultibulkLength)])
    }

    @Test(arguments: ["", "+4", "04", "-0", "-1", "4 ", " 4", "4a", "x", "536870913", "9223372036854775808"])
    func `a length is a number in its shortest spelling`(length: String) {
        #expect(ParserVerifier.requests("*1\r\n$\(length)\r\n") == [.failure(.invalidBulkLength)])
    }

    @Test func `a line end of LF alone is no line end in a header`() {
        #expect(ParserVerifier.requests("*1\n$4\r\nPING\r\n") == [.failure(.invalidMultibulkLength)])
        #expect(ParserVerifier.requests("*1\r\n$4\nPING\r\n\r\n") == [.failure(.invalidBulkLength)])
        #expect(ParserVerifier.requests("*1\n") == [.unfinished(bytes: 3)])
    }

    @Test(arguments: ["4", "\n", "\r", "%", "*", "\t"])
    func `an argument starts with a dollar sign`(start: String) throws {
        let got = try #require(start.utf8.first)
        #expect(
            ParserVerifier.requests("*1\r\n\(start)4\r\nPING\r\n") == [.failure(.expectedDollar(got: got))])
        #expect(
            ParserVerifier.requests("*2\r\n$4\r\nECHO\r\n\(start)\r\r\n") == [
                .failure(.expectedDollar(got: got))
            ])
    }

    @Test func `requests before a failure are kept`() {
        let input = "*1\r\n$4\r\nPING\r\nECHO \"\r\nPING\r\n"
        #expect(ParserVerifier.requests(input) == [command("PING"), .failure(.unbalancedQuotes)])
    }

    @Test func `a NUL hides the end of a header`() {
        var limits = RequestLimits()
        limits.maxInlineLength = 16
        for (start, failure) in [
            ("*\u{0}1\r\n", .tooBigCountString), ("\u{0}\r\n", .tooBigInlineRequest),
        ] as [(String, ProtocolFailure)] {
            #expect(ParserVerifier.requests(start, limits: limits) == [.unfinished(bytes: start.utf8.count)])
            let full = start + String(repeating: "x", count: 16 - start.utf8.count)
            #expect(ParserVerifier.requests(full, limits: limits) == [.unfinished(bytes: 16)])
            #expect(ParserVerifier.requests(full + "\n", limits: limits) == [.failure(failure)])
        }
        let bulk = "*1\r\n\u{0}\r\n" + String(repeating: "x", count: 14)
        #expect(ParserVerifier.requests(bulk, limits: limits) == [.failure(.tooBigBulkString)])
    }

    @Test func `a header line has a limit`() {
        let limits = RequestLimits(maxInlineLength: 64)
        let ones = { String(repeating: "1", count: $0) }
        #expect(ParserVerifier.requests("*" + ones(63), limits: limits) == [.unfinished(bytes: 64)])
        #expect(ParserVerifier.requests("*" + ones(63) + "\r", limits: limits) == [.unfinished(bytes: 65)])
        #expect(ParserVerifier.requests("*" + ones(64), limits: limits) == [.failure(.tooBigCountString)])
        #expect(ParserVerifier.requests("*1\r\n$" + ones(63), limits: limits) == [.unfinished(bytes: 68)])
        #expect(
            ParserVerifier.requests("*1\r\n$" + ones(64), limits: limits) == [.failure(.tooBigBulkString)])
        #expect(
            ParserVerifier.requests("*1\r\nx" + ones(64), limits: limits) == [.failure(.tooBigBulkString)])
    }

    @Test func `the default line limit is 64 KiB`() {
        let limits = RequestLimits()
        let whole = 1 << 20
        let input = { (start: String, count: Int) in
            Array((start + String(repeating: "1", count: count)).utf8)
        }
        let run = { ParserVerifier.run(input($0, $1), limits: limits, step: whole) }
        #expect(run("*", 65535) == [.unfinished(bytes: 65536)])
        #expect(run("*", 65536) == [.failure(.tooBigCountString)])
        #expect(run("*1\r\n$", 65535) == [.unfinished(bytes: 65540)])
        #expect(run("*1\r\n$", 65536) == [.failure(.tooBigBulkString)])
        #expect(run("", 65536) == [.unfinished(bytes: 65536)])
        #expect(run("", 65537) == [.failure(.tooBigInlineRequest)])
    }

    @Test func `a count and a length have limits`() {
        #expect(ParserVerifier.requests("*2147483647\r\n") == [.unfinished(bytes: 13)])
        #expect(ParserVerifier.requests("*1\r\n$536870912\r\n") == [.unfinished(bytes: 16)])
        let limits = RequestLimits(maxBulkLength: 4, maxMultibulkCount: 2)
        #expect(
            ParserVerifier.requests("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n", limits: limits) == [command("ECHO", "")]
        )
        #expect(ParserVerifier.requests("*3\r\n", limits: limits) == [.failure(.invalidMultibulkLength)])
        #expect(ParserVerifier.requests("*1\r\n$5\r\n", limits: limits) == [.failure(.invalidBulkLength)])
        #expect(
            ParserVerifier.requests("*1\r\n$5\r\nPINGS\r\n", limits: limits) == [.failure(.invalidBulkLength)]
        )
    }

    @Test func `a request as a whole has a limit`() {
        var limits = RequestLimits()
        limits.maxBulkLength = Int.max
        let fits = Limits.request - 4 - 13 - 2
        #expect(fits == 3_999_999_981)
        #expect(ParserVerifier.requests("*1\r\n$\(fits)\r\n", limits: limits) == [.unfinished(bytes: 17)])
        #expect(
            ParserVerifier.requests("*1\r\n$\(fits + 1)\r\n", limits: limits) == [.failure(.tooBigRequest)])
        #expect(
            ParserVerifier.requests("*1\r\n$\(Int.max)\r\n", limits: limits) == [.failure(.tooBigRequest)])
    }
}

/// What a client may send before it has logged in.
@Suite struct UnauthenticatedRequestTests {
    private let limits = RequestLimits(authenticated: false)

    @Test func `ten arguments and 16 KiB are enough to log in`() {
        #expect(run("*10\r\n") == [.unfinished(bytes: 5)])
        #expect(run("*11\r\n") == [.failure(.unauthenticatedMultibulkLength)])
        #expect(run("*2147483648\r\n") == [.failure(.invalidMultibulkLength)])
        #expect(run("*1\r\n$16384\r\n") == [.unfinished(bytes: 12)])
        #expect(run("*1\r\n$16385\r\n") == [.failure(.unauthenticatedBulkLength)])
        #expect(run("*1\r\n$536870913\r\n") == [.failure(.invalidBulkLength)])
    }

    @Test func `an argument that is there already is refused too`() {
        let body = String(repeating: "x", count: 16385)
        #expect(run("*1\r\n$16385\r\n\(body)\r\n") == [.failure(.unauthenticatedBulkLength)])
        let fitting = String(repeating: "x", count: 16384)
        #expect(run("*1\r\n$16384\r\n\(fitting)\r\n") == [command(fitting)])
    }

    @Test func `the limits are lifted between two requests`() {
        var parser = RequestParser(limits: limits)
        Array("*2\r\n$4\r\nAUTH\r\n$2\r\npw\r\n*11\r\n".utf8).withByteView { bytes in
            #expect(parser.next(bytes) == .command(length: 22))
            parser.limits.authenticated = true
            #expect(parser.next(bytes[22..<27]) == .needMore(hint: 1))
        }
    }

    private func run(_ text: String) -> [RequestEvent] {
        ParserVerifier.run(Array(text.utf8), limits: limits, step: 4096)
    }
}
