import Testing

@testable import RESP

/// What a client reads, in both versions of the protocol.
@Suite struct ReplyParserTests {
    @Test(
        arguments: [
            ("+OK\r\n", .simple("OK")), ("+\r\n", .simple("")), ("-ERR no\r\n", .error("ERR no")),
            (":0\r\n", .integer(0)), (":-1\r\n", .integer(-1)), (":+7\r\n", .integer(7)),
            (":-9223372036854775808\r\n", .integer(.min)), (":9223372036854775807\r\n", .integer(.max)),
            ("$0\r\n\r\n", .bulk([])), ("$2\r\n\r\n\r\n", .bulk([13, 10])), ("$-1\r\n", .null),
            ("*-1\r\n", .null), ("_\r\n", .null), ("#t\r\n", .boolean(true)), ("#f\r\n", .boolean(false)),
            (",1.5\r\n", .double(1.5)), (",-0\r\n", .double(-0.0)), (",10\r\n", .double(10)),
            (",3.0e+20\r\n", .double(3e20)), (",1E-2\r\n", .double(0.01)), (",inf\r\n", .double(.infinity)),
            (",-inf\r\n", .double(-.infinity)), (",nan\r\n", .double(.nan)), (",-nan\r\n", .double(.nan)),
            ("(-12345678901234567890123\r\n", .bigNumber("-12345678901234567890123")),
            ("=6\r\ntxt:ab\r\n", .verbatim(format: "txt", [97, 98])),
            ("=4\r\nmkd:\r\n", .verbatim(format: "mkd", [])),
            ("!5\r\nE a\r\n\r\n", .blobError("E a\r\n")),
        ] as [(String, RESPValue)])
    func `a scalar is read however it is cut`(text: String, expected: RESPValue) {
        #expect(ParserVerifier.replies(text) == [value(expected)])
    }

    @Test func `aggregates hold any values`() {
        #expect(ParserVerifier.replies("*0\r\n") == [value(.array([]))])
        #expect(
            ParserVerifier.replies("%0\r\n~0\r\n>0\r\n") == [
                value(.map([])), value(.set([])), value(.push([])),
            ])
        #expect(ParserVerifier.replies("*2\r\n:1\r\n$-1\r\n") == [value(.array([.integer(1), .null]))])
        #expect(ParserVerifier.replies("~1\r\n+a\r\n") == [value(.set([.simple("a")]))])
        #expect(ParserVerifier.replies(">1\r\n+a\r\n") == [value(.push([.simple("a")]))])
        let map = RESPValue.map([
            RESPPair(key: .simple("a"), value: .array([.boolean(true), .set([])])),
            RESPPair(key: .integer(1), value: .map([RESPPair(key: .null, value: .bulk([120]))])),
        ])
        #expect(
            ParserVerifier.replies("%2\r\n+a\r\n*2\r\n#t\r\n~0\r\n:1\r\n%1\r\n_\r\n$1\r\nx\r\n") == [
                value(map)
            ])
    }

    @Test func `an aggregate that ends several others ends them all`() {
        let nested = RESPValue.array([.integer(1), .array([.array([.integer(2)])])])
        #expect(
            ParserVerifier.replies("*2\r\n:1\r\n*1\r\n*1\r\n:2\r\n:3\r\n") == [
                value(nested), value(.integer(3)),
            ])
    }

    @Test func `attributes are read and dropped`() {
        #expect(ParserVerifier.replies("|1\r\n+ttl\r\n:5\r\n+OK\r\n") == [value(.simple("OK"))])
        #expect(ParserVerifier.replies("|0\r\n:1\r\n") == [value(.integer(1))])
        let inner = "*2\r\n|1\r\n+a\r\n*1\r\n+b\r\n:1\r\n:2\r\n"
        #expect(ParserVerifier.replies(inner) == [value(.array([.integer(1), .integer(2)]))])
        #expect(ParserVerifier.replies("|1\r\n+a\r\n+b\r\n") == [.unfinished(bytes: 12)])
    }

    @Test(arguments: [
        "+", "+OK", "+OK\r", ":", "$", "$3\r\nab", "$3\r\nabc\r", "*2\r\n:1\r\n", "%1\r\n+a\r\n",
    ])
    func `an unfinished reply waits`(text: String) {
        #expect(ParserVerifier.replies(text) == [.unfinished(bytes: text.utf8.count)])
    }

    @Test func `the hint is exact inside a string`() {
        var parser = ReplyParser()
        Array("*2\r\n:1\r\n$100\r\nabc".utf8).withByteView { bytes in
            #expect(parser.next(bytes[0..<8]) == .needMore(hint: 1))
            #expect(parser.next(bytes) == .needMore(hint: 99))
        }
    }

    @Test func `a reset parser starts a new reply`() {
        var parser = ReplyParser()
        Array("*2\r\n$5\r\nab".utf8).withByteView { #expect(parser.next($0) == .needMore(hint: 5)) }
        parser.reset()
        Array("+OK\r\n".utf8).withByteView { #expect(parser.next($0) == .value(.simple("OK"), length: 5)) }
    }

    @Test func `a long reply in small pieces is read once`() {
        let writer = ReplyWriter(buffer: ByteBuffer())
        writer.array(20_000)
        for index in 0..<20_000 { writer.bulk(decimal: Int64(index)) }
        let bytes = writer.buffer.view
        var parser = ReplyParser()
        var (end, step) = (0, ReplyParser.Step.needMore(hint: 1))
        while case .needMore = step, end < bytes.count {
            end = min(end + 64, bytes.count)
            step = parser.next(bytes[0..<end])
        }
        guard case .value(.array(let values), let length) = step else {
            Issue.record("expected an array")
            return
        }
        #expect(length == bytes.count)
        #expect(values.count == 20_000)
        #expect(values.last == .bulk(Array("19999".utf8)))
    }
}

/// What a client refuses.
@Suite struct ReplyErrorTests {
    @Test(
        arguments: [
            ("x", .unknownType(0x78)), ("\r\n", .unknownType(13)), ("\u{0}", .unknownType(0)),
            ("$?\r\n", .streamedType(0x24)), ("*?\r\n", .streamedType(0x2A)), ("%?\r\n", .streamedType(0x25)),
            ("~?\r\n", .streamedType(0x7E)), (";4\r\n", .streamedType(0x3B)), (".\r\n", .streamedType(0x2E)),
            ("+a\n", .badLineEnd), ("+a\rb", .badLineEnd), ("$1\r\naXX", .badLineEnd),
            ("$1\r\na\rX", .badLineEnd),
            ("$\r\n", .invalidLength), ("$-2\r\n", .invalidLength), ("*-2\r\n", .invalidLength),
            ("%-1\r\n", .invalidLength), ("=-1\r\n", .invalidLength), ("$01\r\n", .invalidLength),
            ("*9223372036854775808\r\n", .invalidLength), (":\r\n", .invalidScalar(type: 0x3A)),
            (":1a\r\n", .invalidScalar(type: 0x3A)), (":+-1\r\n", .invalidScalar(type: 0x3A)),
            (":9223372036854775808\r\n", .invalidScalar(type: 0x3A)), ("_x\r\n", .invalidScalar(type: 0x5F)),
            ("#x\r\n", .invalidScalar(type: 0x23)), ("#\r\n", .invalidScalar(type: 0x23)),
            ("(1.5\r\n", .invalidScalar(type: 0x28)), ("(\r\n", .invalidScalar(type: 0x28)),
            ("(-\r\n", .invalidScalar(type: 0x28)), ("=3\r\ntxt\r\n", .invalidScalar(type: 0x3D)),
            ("=5\r\ntext:\r\n", .invalidScalar(type: 0x3D)),
        ] as [(String, ReplyFailure)])
    func `a broken reply is refused`(text: String, failure: ReplyFailure) {
        #expect(ParserVerifier.replies(text) == [.failure(failure)])
        #expect(ParserVerifier.replies("*2\r\n:1\r\n" + text) == [.failure(failure)])
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "e5", "1e", "1e+", "0x10", "infinity", "INF", "1.5.5", "1 ", "--1", "1e1.5",
    ])
    func `a double is digits with a fraction and an exponent`(text: String) {
        #expect(ParserVerifier.replies(",\(text)\r\n") == [.failure(.invalidScalar(type: 0x2C))])
    }

    @Test func `a line has a limit`() {
        let limits = ReplyLimits(maxLineLength: 4)
        #expect(ParserVerifier.replies("+abc\r\n", limits: limits) == [value(.simple("abc"))])
        #expect(ParserVerifier.replies("+abcd\r\n", limits: limits) == [value(.simple("abcd"))])
        #expect(ParserVerifier.replies("+abcde\r\n", limits: limits) == [.failure(.lineTooLong)])
        #expect(ParserVerifier.replies("+abcde", limits: limits) == [.failure(.lineTooLong)])
    }

    @Test func `a string has a limit`() {
        let limits = ReplyLimits(maxBulkLength: 4)
        #expect(ParserVerifier.replies("$3\r\nabc\r\n", limits: limits).count == 1)
        #expect(
            ParserVerifier.replies("$4\r\nabcd\r\n", limits: limits) == [value(.bulk(Array("abcd".utf8)))])
        #expect(ParserVerifier.replies("$5\r\n", limits: limits) == [.failure(.bulkTooLong)])
        #expect(ParserVerifier.replies("!5\r\n", limits: limits) == [.failure(.bulkTooLong)])
        let open = ReplyLimits(maxBulkLength: .max)
        #expect(ParserVerifier.replies("$\(Int.max)\r\n", limits: open) == [.failure(.bulkTooLong)])
    }

    @Test func `an aggregate has a limit`() {
        let limits = ReplyLimits(maxElements: 2)
        #expect(ParserVerifier.replies("*1\r\n:1\r\n", limits: limits) == [value(.array([.integer(1)]))])
        #expect(ParserVerifier.replies("*2\r\n", limits: limits) == [.unfinished(bytes: 4)])
        #expect(ParserVerifier.replies("%2\r\n", limits: limits) == [.unfinished(bytes: 4)])
        #expect(ParserVerifier.replies("*3\r\n", limits: limits) == [.failure(.tooManyElements)])
        #expect(ParserVerifier.replies("%3\r\n", limits: limits) == [.failure(.tooManyElements)])
        let open = ReplyLimits(maxElements: .max)
        #expect(ParserVerifier.replies("%\(Int.max)\r\n", limits: open) == [.failure(.tooManyElements)])
    }

    @Test func `nesting has a limit`() {
        let deep = { String(repeating: "*1\r\n", count: $0) }
        #expect(ParserVerifier.replies(deep(127) + ":1\r\n").count == 1)
        guard case .value = ParserVerifier.replies(deep(128) + ":1\r\n").first else {
            Issue.record("128 levels are allowed")
            return
        }
        #expect(ParserVerifier.replies(deep(128) + "*0\r\n:1\r\n").count == 2)
        #expect(ParserVerifier.replies(deep(129)) == [.failure(.nestedTooDeep)])
    }
}
