// Tests of how replies are read off the wire: whole, cut at each byte, one after the other, and malformed.

import Testing

@testable import KVConformance

@Suite struct WireReaderTests {
    private func read(_ text: String) throws -> WireReply? {
        var reader = WireReader(Array(text.utf8))
        return try reader.reply()
    }

    private static func line(_ text: String) -> WireReply { .line(Array(text.utf8)) }

    private static func string(_ text: String, _ type: Character = "$") -> WireReply {
        .string(type: type.asciiValue ?? 0, Array(text.utf8))
    }

    private static func aggregate(_ type: Character, _ elements: [WireReply]) -> WireReply {
        .aggregate(type: type.asciiValue ?? 0, elements)
    }

    private static let replies: [(String, WireReply)] =
        ["+OK", "+", "-ERR no", ":1", ":-1", "_", "#t", ",1.5", "(123", "$-1", "*-1"].map {
            ($0 + "\r\n", line($0))
        } + [
            ("$0\r\n\r\n", string("")), ("$5\r\na\r\nbc\r\n", string("a\r\nbc")),
            ("=7\r\ntxt:abc\r\n", string("txt:abc", "=")), ("!5\r\nERR x\r\n", string("ERR x", "!")),
            ("*0\r\n", aggregate("*", [])),
            ("*2\r\n:1\r\n$1\r\na\r\n", aggregate("*", [line(":1"), string("a")])),
            ("~1\r\n_\r\n", aggregate("~", [line("_")])), (">1\r\n+x\r\n", aggregate(">", [line("+x")])),
            ("%1\r\n+k\r\n*1\r\n:1\r\n", aggregate("%", [line("+k"), aggregate("*", [line(":1")])])),
            ("|1\r\n+k\r\n:1\r\n", aggregate("|", [line("+k"), line(":1")])),
        ]

    @Test(arguments: replies)
    func `a reply is read whole`(text: String, reply: WireReply) throws {
        #expect(try read(text) == reply)
    }

    @Test(arguments: replies)
    func `a reply that has not all come is none yet`(text: String, reply: WireReply) throws {
        let bytes = Array(text.utf8)
        for end in bytes.indices {
            var reader = WireReader(Array(bytes[..<end]))
            #expect(try reader.reply() == nil, "cut after \(end) bytes")
        }
    }

    @Test func `replies come one after the other`() throws {
        var reader = WireReader(Array(WireReaderTests.replies.map(\.0).joined().utf8))
        for (_, reply) in WireReaderTests.replies { #expect(try reader.reply() == reply) }
        #expect(reader.position == reader.bytes.count)
        #expect(try reader.reply() == nil)
    }

    @Test(arguments: [
        ("\r\n", "an empty line"), ("\n", "a line ends without a carriage return"),
        ("+OK\n", "a line ends without a carriage return"), ("x1\r\n", "no reply starts with byte 120"),
        ("$3\r\nabcd\r\n", "a string is not as long as it says"),
        ("$3\r\nabc\n\n", "a string is not as long as it says"), ("$x\r\n", "no length: \"$x\""),
        ("$\r\n", "no length: \"$\""), ("*-2\r\n", "no length: \"*-2\""),
        ("*9223372036854775807\r\n", "no length: \"*9223372036854775807\""),
        ("*2\r\n:1\r\n?\r\n", "no reply starts with byte 63"),
    ])
    func `what is no reply is told`(text: String, reason: String) {
        #expect(throws: WireError(description: reason)) { try read(text) }
    }

    @Test func `replies are nested only so deep`() throws {
        let nested = { (depth: Int) in String(repeating: "*1\r\n", count: depth) + ":1\r\n" }
        #expect(try read(nested(64)) != nil)
        #expect(throws: WireError(description: "nested too deep")) { try read(nested(65)) }
    }

    @Test func `a reply knows what it is`() throws {
        #expect(try read("-ERR x\r\n")?.isError == true)
        #expect(try read("!5\r\nERR x\r\n")?.isError == true)
        #expect(try read("$4\r\n-ERR\r\n")?.isError == false)
        #expect(try read(":12\r\n")?.text == "12")
        #expect(try read("*1\r\n:1\r\n")?.elements == [WireReaderTests.line(":1")])
    }
}
