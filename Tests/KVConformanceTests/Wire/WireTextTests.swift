// Tests of replies as lines of text.

import Testing

@testable import KVConformance

@Suite struct WireTextTests {
    private func lines(_ text: String) throws -> [String] {
        var reader = WireReader(Array(text.utf8))
        return WireText.lines(of: try #require(try reader.reply()))
    }

    @Test(arguments: [
        ("+OK\r\n", ["+OK"]), ("-ERR a\\b\r\n", [#"-ERR a\\b"#]), (":1\r\n", [":1"]), ("$-1\r\n", ["$-1"]),
        ("$2\r\nhi\r\n", [#""hi""#]), ("=6\r\ntxt:hi\r\n", [#"="txt:hi""#]), ("!3\r\nERR\r\n", [#"!"ERR""#]),
        ("*0\r\n", ["*0"]), ("*2\r\n:1\r\n*1\r\n$1\r\na\r\n", ["*2", "  :1", "  *1", #"    "a""#]),
        ("%1\r\n+k\r\n:1\r\n", ["%1", "  +k", "  :1"]), ("|1\r\n+k\r\n:1\r\n", ["|1", "  +k", "  :1"]),
        ("~1\r\n:1\r\n", ["~1", "  :1"]), (">1\r\n+x\r\n", [">1", "  +x"]),
    ])
    func `a reply is a line for each part`(text: String, expected: [String]) throws {
        #expect(try lines(text) == expected)
    }

    @Test func `bytes that cannot be seen are escaped`() {
        #expect(
            WireText.quoted([0, 9, 10, 13, 31, 34, 92, 127, 255, 65]) == #""\x00\t\n\r\x1f\"\\\x7f\xffA""#)
        #expect(WireText.visible([34, 10]) == #""\n"#)
    }

    @Test func `long strings are cut, and told apart by a checksum`() throws {
        let text = String(repeating: "a", count: 200)
        #expect(try lines("$200\r\n\(text)\r\n") == ["\"\(text)\""])
        let cut = try lines("$201\r\n\(text)a\r\n")
        let start = "\"\(text.prefix(40))\"... (201 bytes, checksum "
        #expect(cut.count == 1)
        #expect(cut[0].hasPrefix(start))
        #expect(try lines("$201\r\n\(text)b\r\n") != cut)
    }

    @Test func `long arrays are cut, and told apart by a checksum`() throws {
        let elements = String(repeating: ":1\r\n", count: 64)
        #expect(try lines("*64\r\n" + elements).count == 65)
        let cut = try lines("*65\r\n" + elements + ":1\r\n")
        #expect(cut.count == 5)
        #expect(cut[0].hasPrefix("*65 (checksum "))
        #expect(Array(cut[1...]) == ["  :1", "  :1", "  :1", "  ..."])
        #expect(try lines("*65\r\n" + elements + ":2\r\n")[0] != cut[0])
    }

    @Test func `the checksum is the same on every machine`() {
        var sum = Checksum()
        #expect("\(sum)" == "cbf29ce484222325")
        sum.add(Array("foobar".utf8))
        #expect("\(sum)" == "85944171f73967e8")
    }
}
