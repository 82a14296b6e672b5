import Testing

@testable import RESP

/// The inline form: a line of words.
@Suite struct InlineRequestTests {
    @Test(arguments: ["PING\n", "PING\r\n", "PING\r\r\n", "  PING \t\r\n", "\u{b}\u{c}PING\u{20}\u{b}\n"])
    func `a line ends at LF and blanks around words are dropped`(line: String) {
        #expect(ParserVerifier.requests(line) == [command("PING")])
    }

    @Test(arguments: ["\n", "\r\n", "   \r\n", "\r\r\n", "\t\u{b}\n"])
    func `a blank line asks for nothing`(line: String) {
        #expect(ParserVerifier.requests(line) == [.skip(length: line.utf8.count)])
    }

    @Test func `words are parted by spaces, tabs and carriage returns`() {
        #expect(ParserVerifier.requests("ECHO a\tb\rc  d\r\n") == [command("ECHO", "a", "b", "c", "d")])
        #expect(
            ParserVerifier.requests("ECHO a\u{b}b \u{c}c\u{c}\n") == [command("ECHO", "a\u{b}b", "c\u{c}")])
        #expect(
            ParserVerifier.requests(Array("X \u{1}".utf8) + [0xA0, 10]) == [.command([[88], [1, 0xA0]])])
    }

    @Test func `a backslash outside quotes is a byte like any other`() {
        #expect(ParserVerifier.requests("ECHO a\\x41\\n\r\n") == [command("ECHO", "a\\x41\\n")])
    }

    @Test func `double quotes take escapes`() {
        let line = #"ECHO "a\x41\n\r\t\b\a\\\"\q\x4""# + "\r\n"
        #expect(ParserVerifier.requests(line) == [command("ECHO", "aA\n\r\t\u{8}\u{7}\\\"qx4")])
        #expect(ParserVerifier.requests("X \"\\xaF\\x0e\"\n") == [.command([[88], [0xAF, 0x0E]])])
        #expect(ParserVerifier.requests("X \"\\xZZ\\x\"\n") == [command("X", "xZZx")])
        #expect(ParserVerifier.requests("X \"\\x4\"\n") == [command("X", "x4")])
        #expect(ParserVerifier.requests("\"\\x50ING\"\n") == [command("PING")])
    }

    @Test func `single quotes take only the escaped quote`() {
        #expect(ParserVerifier.requests("X 'a\\'b\\n\"'\n") == [command("X", "a'b\\n\"")])
        #expect(ParserVerifier.requests("X 'a\\\\b\\'\n") == [.failure(.unbalancedQuotes)])
        #expect(ParserVerifier.requests("X 'a\\\\b'\n") == [command("X", "a\\\\b")])
    }

    @Test func `quotes may be empty and may start inside a word`() {
        #expect(ParserVerifier.requests("X \"\" ''\n") == [command("X", "", "")])
        #expect(ParserVerifier.requests("X a\"b c\" d\n") == [command("X", "ab c", "d")])
        #expect(ParserVerifier.requests("X \"a\"\u{b}\"b\"\t'c'\n") == [command("X", "a", "b", "c")])
        #expect(ParserVerifier.requests("\"\"\n") == [command("")])
    }

    @Test(
        arguments: [
            "X \"a\"b\n", "X 'a'b\n", "X \"a\n", "X 'a\n", "X 'a\\'\n", "X a\"b\"c\n", "X a'b c'd\n",
            "X \"a\\\n",
            "X \"a\\\"\n", "X \"\"\"\"\n", "\"\n", "'\r\n",
        ])
    func `quotes have to balance, and a closing one ends its word`(line: String) {
        #expect(ParserVerifier.requests(line) == [.failure(.unbalancedQuotes)])
    }

    @Test func `a line has a limit`() {
        let limits = RequestLimits(maxInlineLength: 16)
        let line = { String(repeating: "a", count: $0) }
        #expect(ParserVerifier.requests(line(15) + "\n", limits: limits) == [command(line(15))])
        #expect(ParserVerifier.requests(line(16) + "\n", limits: limits) == [command(line(16))])
        #expect(ParserVerifier.requests(line(15) + "\r\n", limits: limits) == [command(line(15))])
        #expect(
            ParserVerifier.requests(line(16) + "\r\n", limits: limits) == [.failure(.tooBigInlineRequest)])
        #expect(ParserVerifier.requests(line(17) + "\n", limits: limits) == [.failure(.tooBigInlineRequest)])
        #expect(ParserVerifier.requests(line(16), limits: limits) == [.unfinished(bytes: 16)])
    }

    @Test func `a client that has not logged in may still send a long line`() {
        let limits = RequestLimits(authenticated: false)
        let words = Array(repeating: "a", count: 40)
        let events = ParserVerifier.requests(words.joined(separator: " ") + "\n", limits: limits)
        #expect(events == [.command(words.map { Array($0.utf8) })])
    }

    @Test func `both forms may alternate`() {
        let input = "PING\n*1\r\n$4\r\nPING\r\nECHO 'a b'\r\n\r\n*2\r\n$4\r\nECHO\r\n$1\r\n'\r\n"
        #expect(
            ParserVerifier.requests(input) == [
                command("PING"), command("PING"), command("ECHO", "a b"), .skip(length: 2),
                command("ECHO", "'"),
            ])
    }
}
