import Testing

@testable import RESP

/// The multibulk form: what it accepts, and how the parser moves through it.
@Suite struct RequestParserTests {
    @Test func `a request is read however it is cut`() {
        let set = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhello\r\n"
        #expect(ParserVerifier.requests(set) == [command("SET", "k", "hello")])
        #expect(
            ParserVerifier.requests(set + set) == [
                command("SET", "k", "hello"), command("SET", "k", "hello"),
            ])
    }

    @Test func `arguments may be empty and may hold any byte`() {
        #expect(ParserVerifier.requests("*1\r\n$0\r\n\r\n") == [command("")])
        #expect(ParserVerifier.requests("*2\r\n$0\r\n\r\n$1\r\n\r\r\n") == [command("", "\r")])
        let all = (0...255).map { UInt8($0) }
        let input = Array("*2\r\n$4\r\nECHO\r\n$256\r\n".utf8) + all + Array("\r\n".utf8)
        #expect(ParserVerifier.requests(input) == [.command([Array("ECHO".utf8), all])])
    }

    @Test(arguments: [1, 9, 10, 99, 100, 999, 1000, 9999, 12345, 99_999, 100_000, 123_456])
    func `an argument of any length is read whole and in pieces`(length: Int) {
        let body = [UInt8](repeating: 120, count: length)
        let input = Array("*2\r\n$4\r\nECHO\r\n$\(length)\r\n".utf8) + body + Array("\r\n".utf8)
        let expected = [RequestEvent.command([Array("ECHO".utf8), body])]
        for step in [1 << 20, 16384, 997] {
            #expect(ParserVerifier.run(input, limits: RequestLimits(), step: step) == expected)
        }
    }

    @Test func `nothing asks for nothing`() {
        #expect(ParserVerifier.requests("") == [])
        #expect(ParserVerifier.requests("*0\r\n") == [.skip(length: 4)])
        #expect(ParserVerifier.requests("*-1\r\n") == [.skip(length: 5)])
        #expect(ParserVerifier.requests("*-5\r\n*0\r\n") == [.skip(length: 5), .skip(length: 4)])
        #expect(ParserVerifier.requests("*-9223372036854775808\r\n") == [.skip(length: 23)])
    }

    @Test func `the two bytes after a length or an argument are not looked at`() {
        #expect(ParserVerifier.requests("*1\rX$4\rYPINGZZ") == [command("PING")])
        #expect(ParserVerifier.requests("*1\r\n$4\r\nPINGXX") == [command("PING")])
        #expect(ParserVerifier.requests("*0\rX") == [.skip(length: 4)])
    }

    @Test(arguments: [
        "*", "*1", "*1\r", "*1\r\n", "*1\r\n$", "*1\r\n$4", "*1\r\n$4\r", "*1\r\n$4\r\nPING", "*1\r\nx",
    ])
    func `an unfinished request waits`(text: String) {
        #expect(ParserVerifier.requests(text) == [.unfinished(bytes: text.utf8.count)])
    }

    @Test func `the hint is exact inside an argument`() {
        var parser = RequestParser()
        let input = Array("*2\r\n$3\r\nGET\r\n$1000\r\nabc".utf8)
        input.withByteView { bytes in
            #expect(parser.next(bytes[0..<3]) == .needMore(hint: 1))
            #expect(parser.next(bytes[0..<10]) == .needMore(hint: 3))
            #expect(parser.next(bytes[0..<14]) == .needMore(hint: 1))
            #expect(parser.next(bytes) == .needMore(hint: 999))
        }
    }

    @Test func `what follows a request is not looked at`() {
        var parser = RequestParser()
        Array("*1\r\n$4\r\nPING\r\n$$$".utf8).withByteView { bytes in
            #expect(parser.next(bytes) == .command(length: 14))
            #expect(parser.arguments.count == 1)
            #expect(parser.arguments[0] == ArgumentRange(offset: 8, length: 4))
        }
    }

    @Test func `a reset parser starts a new request`() {
        var parser = RequestParser()
        Array("*3\r\n$3\r\nSET\r\n".utf8).withByteView { #expect(parser.next($0) == .needMore(hint: 1)) }
        parser.reset()
        #expect(parser.arguments.isEmpty)
        Array("PING\n".utf8).withByteView { #expect(parser.next($0) == .command(length: 5)) }
    }

    @Test func `a header that came in two pieces does not hide the start of the next request`() {
        var parser = RequestParser()
        Array("*1\r\n$4\r\nPING\r\nX\n".utf8).withByteView { bytes in
            #expect(parser.next(bytes[0..<3]) == .needMore(hint: 1))
            #expect(parser.next(bytes) == .command(length: 14))
            #expect(parser.next(bytes[14..<16]) == .command(length: 2))
        }
    }

    @Test func `a request of many arguments in small pieces is read once`() {
        let count = 20_000
        let encoder = RequestEncoder(buffer: ByteBuffer())
        encoder.request((0..<count).map { Array("argument:\($0)".utf8) })
        let bytes = encoder.buffer.view
        var parser = RequestParser()
        var end = 0
        var step = RequestParser.Step.needMore(hint: 1)
        while case .needMore(let hint) = step, end < bytes.count {
            #expect(hint <= 20, "an argument is at most twenty bytes long")
            end = min(end + 64, bytes.count)
            step = parser.next(bytes[0..<end])
        }
        #expect(step == .command(length: bytes.count))
        #expect(parser.arguments.count == count)
        parser.arguments.checkInvariants(inputCount: bytes.count)
        #expect(parser.arguments.view(count - 1, in: bytes) == "argument:19999")
    }

    @Test func `a large announced count takes no memory`() {
        var parser = RequestParser()
        Array("*2147483647\r\n$4\r\nMSET\r\n".utf8).withByteView { bytes in
            #expect(parser.next(bytes) == .needMore(hint: 1))
        }
        #expect(parser.arguments.count == 1)
        #expect(parser.arguments.capacity <= 8)
    }
}
