// Tests of how a line is split into words, and of what braces stand for.

import Testing

@testable import KVConformance

@Suite struct WordReaderTests {
    private func texts(_ line: String) throws -> [String] {
        try WordReader.words(of: line).map { word in
            guard case .text(let bytes) = word else { return "(\(word))" }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("", []), ("  ", []), ("GET k", ["GET", "k"]), ("  GET   k ", ["GET", "k"]),
        (#"SET k "a b""#, ["SET", "k", "a b"]), (#""" ''"#, ["", ""]),
        (#""\n\r\t\b\a\"\\\q""#, ["\n\r\t\u{8}\u{7}\"\\q"]), (#""\x41\x00""#, ["A\0"]),
        (#"'it\'s' '\n' '"'"#, ["it's", #"\n"#, #"""#]), (#"a"b c'd"#, [#"a"b"#, "c'd"]),
        ("k\u{e9}", ["k\u{e9}"]),
    ])
    func `words are split and quoted as in redis-cli`(line: String, words: [String]) throws {
        #expect(try texts(line) == words)
    }

    @Test func `escapes make any byte`() throws {
        #expect(try WordReader.words(of: #""\xff\x80""#) == [.text([0xFF, 0x80])])
    }

    @Test(arguments: [
        ("\"a", "a double quote is not closed"), ("\"a\\", "a double quote is not closed"),
        ("'a", "a single quote is not closed"), ("'a\\'", "a single quote is not closed"),
        ("\"a\"b", "a space is missing after a closing quote"),
        ("'a'b", "a space is missing after a closing quote"),
        (#""\x4""#, #"\x is not followed by two hexadecimal digits"#),
        (#""\xg0""#, #"\x is not followed by two hexadecimal digits"#),
        (#""\x"#, #"\x is not followed by two hexadecimal digits"#),
    ])
    func `a line that cannot be split is told why`(line: String, reason: String) {
        #expect(throws: WordError(text: reason)) { try WordReader.words(of: line) }
    }
}

@Suite struct BraceReaderTests {
    private func word(_ text: String) throws -> Word? {
        let words = try WordReader.words(of: text)
        #expect(words.count == 1)
        return words.first
    }

    @Test(arguments: [
        ("m{1..300}", 1...300, ["m%"]), ("{-1..1}", -1...1, ["%"]), ("a{5..5}b", 5...5, ["a%b"]),
        ("{1..300:f% v%}", 1...300, ["f%", "v%"]), ("k{1..2:x% }z", 1...2, ["kx%z"]),
    ])
    func `two numbers make a sequence`(text: String, numbers: ClosedRange<Int>, templates: [String]) throws {
        #expect(try word(text) == .sequence(numbers, templates))
    }

    @Test(arguments: [
        ("{x*3}", "xxx"), ("a{bc*2}d", "abcbcd"), ("{x*0}", ""), ("{a*b*2}", "a*ba*b"),
    ])
    func `a star repeats`(text: String, result: String) throws {
        #expect(try word(text) == .text(Array(result.utf8)))
    }

    @Test(arguments: [
        ("{now}", false, 0), ("{now+100}", false, 100), ("{now-1}", false, -1), ("{ms}", true, 0),
        ("{ms+5}", true, 5), ("{ms-1}", true, -1),
    ])
    func `times are told from now`(text: String, inMilliseconds: Bool, plus: Int64) throws {
        #expect(try word(text) == .time(inMilliseconds: inMilliseconds, plus: plus))
    }

    @Test(arguments: ["id", "id2", "a_b", "nowhere", "now100", "ms2"])
    func `a name stands for what was kept`(name: String) throws {
        #expect(try word("{\(name)}") == .kept(name))
    }

    @Test(arguments: [
        "{user}:1", "a{b}", "{}", "}{", "{", "a}", "{Id}", "{2}", "{1..}", "{2..1}", "{1...3}", "{1..2:}",
        "{now100}x", "{*3}", "{x*-1}", "{x*many}", "{a-b}", "{1..9999999}", "{x*100000001}",
    ])
    func `braces that mean nothing are themselves`(text: String) throws {
        #expect(try word(text) == .text(Array(text.utf8)))
    }

    @Test func `braces that are not closed reach over no space`() throws {
        #expect(try WordReader.words(of: "{a b") == [.text(Array("{a".utf8)), .text(Array("b".utf8))])
    }

    @Test(arguments: [#""{now}""#, "'{now}'"])
    func `quotes keep braces as they are`(text: String) throws {
        #expect(try word(text) == .text(Array("{now}".utf8)))
    }
}
