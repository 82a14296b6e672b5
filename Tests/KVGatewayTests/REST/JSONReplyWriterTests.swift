import RESP
import Testing

@testable import KVGateway

/// Replies as JSON, plain and in base64.
@Suite struct JSONReplyWriterTests {
    /// The JSON of one reply; nil when there is no whole one.
    private func json(_ reply: [UInt8], base64: Bool = false, transaction: Bool = false) -> String? {
        let buffer = ByteBuffer(capacity: 1)
        buffer.append("<")
        let writer = JSONReplyWriter(buffer: buffer, isBase64: base64)
        let written = reply.withByteView {
            transaction ? writer.objects(ofTransaction: $0) : writer.object(of: $0)
        }
        let text = String(buffer.view)
        #expect(written != nil || text == "<", "something was left of a broken reply")
        #expect(written.map { $0.end == reply.count } ?? true)
        return written.map { _ in String(text.dropFirst()) }
    }

    private func json(_ reply: String, base64: Bool = false, transaction: Bool = false) -> String? {
        json(Array(reply.utf8), base64: base64, transaction: transaction)
    }

    @Test(arguments: [
        ("+OK\r\n", #""OK""#, #""OK""#), ("+PONG\r\n", #""PONG""#, #""UE9ORw==""#),
        ("$2\r\nOK\r\n", #""OK""#, #""T0s=""#), ("$0\r\n\r\n", #""""#, #""""#),
        ("$3\r\na\"\\\r\n", #""a\"\\""#, #""YSJc""#), ("$1\r\n0\r\n", #""0""#, #""MA==""#),
        (":9223372036854775807\r\n", "9223372036854775807", "9223372036854775807"),
        (":-9223372036854775808\r\n", "-9223372036854775808", "-9223372036854775808"),
        (":0\r\n", "0", "0"), ("$-1\r\n", "null", "null"), ("*-1\r\n", "null", "null"),
        ("_\r\n", "null", "null"),
        ("*0\r\n", "[]", "[]"), ("*2\r\n+OK\r\n$-1\r\n", #"["OK",null]"#, #"["T0s=",null]"#),
        (
            "*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n*1\r\n:1\r\n", #"["0",["a",[1]]]"#, #"["MA==",["YQ==",[1]]]"#
        ),
        ("*1\r\n-ERR no\r\n", #"["ERR no"]"#, #"["ERR no"]"#),
        (",1.5\r\n", #""1.5""#, #""MS41""#), (",inf\r\n", #""inf""#, #""aW5m""#),
        ("(12345678901234567890\r\n", #""12345678901234567890""#, #""MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=""#),
        ("=5\r\ntxt:a\r\n", #""a""#, #""YQ==""#), ("#t\r\n", "1", "1"), ("#f\r\n", "0", "0"),
        ("%1\r\n+a\r\n:1\r\n", #"["a",1]"#, #"["YQ==",1]"#), ("~1\r\n:1\r\n", "[1]", "[1]"),
        (">1\r\n:1\r\n", "[1]", "[1]"), ("%0\r\n", "[]", "[]"),
        ("|1\r\n+ttl\r\n*1\r\n*0\r\n:7\r\n", "7", "7"),
        ("*1\r\n|1\r\n+a\r\n|1\r\n+b\r\n+c\r\n%1\r\n+d\r\n+e\r\n:7\r\n", "[7]", "[7]"),
    ])
    func `a reply is a result`(reply: String, plain: String, base64: String) {
        #expect(json(reply) == "{\"result\":\(plain)}")
        #expect(json(reply, base64: true) == "{\"result\":\(base64)}")
    }

    @Test(arguments: [
        ("-ERR a \"b\"\r\n", #"ERR a \"b\""#), ("!3\r\nE\nx\r\n", #"E\nx"#),
        (
            "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n",
            "WRONGTYPE Operation against a key holding the wrong kind of value"
        ),
    ])
    func `an error is never encoded`(reply: String, text: String) {
        for base64 in [false, true] { #expect(json(reply, base64: base64) == "{\"error\":\"\(text)\"}") }
    }

    @Test func `a transaction is one object for each command`() {
        let reply = "*4\r\n+OK\r\n-ERR value is not an integer or out of range\r\n*1\r\n+OK\r\n$-1\r\n"
        let error = #"{"error":"ERR value is not an integer or out of range"}"#
        #expect(
            json(reply, transaction: true)
                == "[{\"result\":\"OK\"},\(error),{\"result\":[\"OK\"]},{\"result\":null}]")
        #expect(
            json(reply, base64: true, transaction: true)
                == "[{\"result\":\"OK\"},\(error),{\"result\":[\"T0s=\"]},{\"result\":null}]")
        #expect(json("*0\r\n", transaction: true) == "[]")
    }

    @Test func `a transaction that did not run is one object`() {
        #expect(json("-EXECABORT no\r\n", transaction: true) == #"{"error":"EXECABORT no"}"#)
        #expect(json("*-1\r\n", transaction: true) == #"{"result":null}"#)
    }

    @Test func `replies are taken one after another, and errors told apart`() {
        let buffer = ByteBuffer()
        let writer = JSONReplyWriter(buffer: buffer, isBase64: false)
        Array("+a\r\n-ERR b\r\n*1\r\n:1\r\n+tail".utf8).withByteView { replies in
            let first = writer.object(of: replies)
            #expect(first == JSONReplyWriter.Written(end: 4, isError: false))
            let second = writer.object(of: replies, at: first?.end ?? 0)
            #expect(second == JSONReplyWriter.Written(end: 12, isError: true))
            let third = writer.object(of: replies, at: second?.end ?? 0)
            #expect(third == JSONReplyWriter.Written(end: 20, isError: false))
            #expect(writer.object(of: replies, at: third?.end ?? 0) == nil)
            #expect(writer.object(of: replies, at: replies.count) == nil)
            #expect(writer.object(of: replies, at: replies.count + 9) == nil)
            #expect(writer.object(of: replies, at: -1) == nil)
        }
        #expect(String(buffer.view) == #"{"result":"a"}{"error":"ERR b"}{"result":[1]}"#)
    }

    @Test func `control characters are escaped, and what is no UTF-8 is replaced byte by byte`() {
        #expect(
            json("$8\r\n\u{0}\u{1F}\n\r\t\u{8}\u{7F}/\r\n")
                == "{\"result\":\"\\u0000\\u001f\\n\\r\\t\\u0008\u{7F}/\"}")
        let bytes: [UInt8] = [0x61, 0xFF, 0xE4, 0xBD, 0xA0, 0xE4, 0xBD, 0xED, 0xA0, 0x80, 0xC0, 0x80, 0xF0]
        let reply = Array("$\(bytes.count)\r\n".utf8) + bytes + [13, 10]
        let lost = { (count: Int) in String(repeating: "\u{FFFD}", count: count) }
        #expect(json(reply) == "{\"result\":\"a\(lost(1))你\(lost(2 + 3 + 2 + 1))\"}")
        #expect(json(reply, base64: true) == #"{"result":"Yf/kvaDkve2ggMCA8A=="}"#)
    }

    @Test(arguments: [
        "", "+", "+OK", "+OK\r", "$3\r\nab\r\n", "$3\r\nabc", "$-2\r\n", "$a\r\n", "$99999999999\r\n",
        "*2\r\n:1\r\n",
        "*-2\r\n", "*4000000000\r\n", "?\r\n", "\r\n", ":1.5\r\n", ":\r\n", "%-1\r\n", "=3\r\nabc\r\n",
        "|1\r\n+a\r\n",
        "|0\r\n", "|4000000000\r\n", "*1\r\n*1\r\n",
    ])
    func `a broken reply is none`(reply: String) {
        #expect(json(reply) == nil)
        #expect(json(reply, transaction: true) == nil)
    }

    @Test func `a reply may nest as deep as the codec allows`() {
        let nest = { (depth: Int) in String(repeating: "*1\r\n", count: depth) + ":1\r\n" }
        #expect(json(nest(Limits.replyDepth)) != nil)
        #expect(json(nest(Limits.replyDepth + 1)) == nil)
        #expect(json(nest(1_000_000)) == nil)
        #expect(json(String(repeating: "|0\r\n", count: 100_000) + ":1\r\n") == #"{"result":1}"#)
    }

    @Test func `base64 is right at every length`() {
        for length in 0...66 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 41 + length) }
            let buffer = ByteBuffer(capacity: 1)
            bytes.withByteView { buffer.append(base64: $0) }
            #expect(Self.decoded(String(buffer.view)) == bytes)
            #expect(buffer.count == (length + 2) / 3 * 4)
        }
    }

    /// A slow decoder that shares nothing with the encoder.
    private static func decoded(_ text: String) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = text.filter { $0 != "=" }.flatMap { digit -> [Character] in
            let text = String(digits.firstIndex(of: digit) ?? 0, radix: 2)
            return Array(String(repeating: "0", count: 6 - text.count) + text)
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map {
            UInt8(String(bits[$0..<$0 + 8]), radix: 2) ?? 0
        }
    }
}
