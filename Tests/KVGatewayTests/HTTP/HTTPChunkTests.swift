import RESP
import Testing

@testable import KVGateway

/// Bodies in chunks: what is made of them, and how strictly their framing is read.
@Suite struct HTTPChunkTests {
    private static let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func body(_ chunks: String, limits: HTTPLimits = HTTPLimits()) -> HTTPEvent? {
        HTTPVerifier.events(Self.head + chunks, limits: limits).last
    }

    @Test(arguments: [
        ("0\r\n\r\n", ""), ("000\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world"), ("00005\r\nhello\r\n0\r\n\r\n", "hello"),
        ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
        ("4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"), ("1;x\r\na\r\n0;y=\"z;\t\"\r\n\r\n", "a"),
        ("1 \t;x=y\r\na\r\n0\r\n\r\n", "a"), ("1;\r\na\r\n0\r\n\r\n", "a"),
        ("0\r\nX: y\r\nZ:\r\n\r\n", ""), ("1\r\na\r\n0\r\nContent-Length: 5\r\nX: \ty\r\n\r\n", "a"),
    ])
    func `chunks are put together`(chunks: String, text: String) {
        #expect(body(chunks) == .body(text))
    }

    @Test(arguments: [
        ("\r\n", HTTPFailure.chunkSize), ("x\r\n", .chunkSize), ("-1\r\n", .chunkSize),
        (" 1\r\n", .chunkSize),
        ("+1\r\n", .chunkSize), (";x\r\n", .chunkSize), ("0x1\r\n", .chunkExtension),
        ("5 \r\n", .chunkExtension),
        ("5g\r\n", .chunkExtension), ("5 5\r\n", .chunkExtension), ("5;\0\r\n", .chunkExtension),
        ("5\0\r\n", .chunkExtension), ("5\n", .bareLineFeed), ("\n", .bareLineFeed), ("5;x\n", .bareLineFeed),
        ("5\rhello", .bareReturn), ("5;x\rhello", .bareReturn), ("1\r\nab", .chunkEnd),
        ("1\r\na\n", .chunkEnd),
        ("1\r\na\r0", .chunkEnd), ("0\r\n\n", .bareLineFeed), ("0\r\n\rx", .bareReturn),
        ("0\r\nX\r\n\r\n", .noColon), ("0\r\nX : y\r\n\r\n", .spaceBeforeColon),
        ("0\r\n X: y\r\n", .foldedField),
        ("0\r\nX: y\r\n z\r\n", .foldedField), ("0\r\n: y\r\n", .noName), ("0\r\nX: y\n", .bareLineFeed),
        ("0\r\nX: y\rz", .bareReturn), ("0\r\nX: \0\r\n", .valueByte), ("0\r\n(: y\r\n", .nameByte),
        ("0\r\nGET / HTTP/1.1\r\n", .spaceBeforeColon), ("00000000000000001\r\n", .chunkSizeDigits),
        ("ffffffffffffffff\r\n", .bodyTooLong), ("8000000000000000\r\n", .bodyTooLong),
        ("1\r\na\r\nffffffffffffffff\r\n", .bodyTooLong),
    ])
    func `framing that two readers could understand differently is refused`(
        chunks: String, failure: HTTPFailure
    ) {
        #expect(body(chunks) == .failure(failure))
    }

    @Test func `the limit of a body is the sum of its chunks`() {
        var limits = HTTPLimits()
        limits.body = 6
        #expect(body("3\r\nabc\r\n3\r\nabc\r\n0\r\n\r\n", limits: limits) == .body("abcabc"))
        #expect(body("3\r\nabc\r\n4\r\n", limits: limits) == .failure(.bodyTooLong))
        #expect(body("7\r\n", limits: limits) == .failure(.bodyTooLong))
    }

    @Test func `extensions have a limit for all chunks together`() {
        var limits = HTTPLimits()
        limits.chunkExtensions = 8
        #expect(body("1;abc\r\na\r\n1;def\r\na\r\n0\r\n\r\n", limits: limits) == .body("aa"))
        #expect(body("1;abc\r\na\r\n1;defg\r\na\r\n", limits: limits) == .failure(.chunkExtensions))
        #expect(body("1         ", limits: limits) == .failure(.chunkExtensions))
    }

    @Test func `a trailer has the limits of a head`() {
        var limits = HTTPLimits()
        limits.fields = 2
        limits.head = 80
        #expect(body("0\r\nA: 1\r\nB: 2\r\n\r\n", limits: limits) == .body(""))
        #expect(body("0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n", limits: limits) == .failure(.trailerFields))
        let long = String(repeating: "x", count: 76)
        #expect(body("0\r\nA: \(long)\r", limits: limits) == .unfinishedAtOnce)
        #expect(body("0\r\nA: x\(long)\r\n\r\n", limits: limits) == .failure(.trailerTooLong))
    }

    @Test func `a large body in chunks keeps nothing in the input and gives its memory back`() {
        var parser = HTTPRequestParser()
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 120, count: 1 << 16) + Array("\r\n".utf8)
        Array(Self.head.utf8).withByteView { _ = parser.next($0) }
        for _ in 0..<16 { chunk.withByteView { #expect(parser.next($0).consumed == chunk.count) } }
        Array("0\r\n\r\n".utf8).withByteView { bytes in
            guard case .body(let body) = parser.next(bytes).event else {
                return #expect(Bool(false), "a body")
            }
            #expect(body.count == 1 << 20)
        }
        #expect(parser.keptMemory >= 1 << 20)
        _ = parser.next(.empty)
        #expect(parser.keptMemory <= HTTPLimits.keptChunks)
    }
}

extension HTTPEvent {
    /// What is left when everything was consumed as it came.
    static var unfinishedAtOnce: HTTPEvent { .unfinished(bytes: 0) }
}
