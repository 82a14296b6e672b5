// Tests of glob matching. The tables are a real server's answers (KEYS, and FUNCTION LIST for patterns that
// ignore case), kept for their odd rows: open classes, reversed ranges, escapes, stars before nothing.

import RESP
import Testing

@testable import KVEngine

struct GlobTests {
    typealias Row = (pattern: String, text: String, matches: Bool)

    private static let exact: [Row] = [
        ("h?llo", "hello", true), ("h?llo", "hllo", false), ("h*llo", "heeeello", true),
        ("h*llo", "hllo", true), ("h[ae]llo", "hallo", true), ("h[ae]llo", "hillo", false),
        ("h[^e]llo", "hello", false), ("h[^e]llo", "hbllo", true), ("h[a-b]llo", "hbllo", true),
        ("h[a-b]llo", "hcllo", false), ("[z-a]", "m", true), ("[z-a]", "{", false), ("[a-z]", "-", false),
        ("[a-]", "a", true), ("[a-]", "-", false), ("[a-]", "]", true), ("[a-]", "_", true),
        ("[a-", "a", true), ("[a-", "-", true), ("[a-", "b", false), ("[-a]", "-", true),
        ("[-a]", "a", true), ("[--a]", "0", true), ("[a", "a", true), ("[a", "b", false),
        ("[abc", "c", true), ("[^a", "b", true), ("[^a", "a", false), ("[", "[", false), ("[", "a", false),
        ("[^", "a", true), ("[^", "^", true), ("[^", "ab", false), ("[]", "]", false),
        ("[]a]", "a]", false), ("[]a]", "]", false), ("[^]", "x", true), ("[^]]", "x]", true),
        ("[^]]", "x", false), (#"[\]]"#, "]", true), (#"[\]]"#, #"\"#, false), (#"[\"#, #"\"#, true),
        (#"[a\"#, #"\"#, true), (#"[\a-z]"#, "b", false), (#"[\a-z]"#, "-", true), (#"[\a-z]"#, "z", true),
        (#"[a-\]]"#, "b]", false), (#"[a-\]]"#, "b", false), (#"[a-\"#, "b", false),
        (#"[a-\"#, #"\"#, true), ("[a^b]", "^", true), ("[^^]", "^", false), ("[^^]", "a", true),
        ("[*]", "*", true), ("[*]", "a", false), ("[?]", "?", true), ("[?]", "a", false),
        ("[[]", "[", true), (#"\"#, #"\"#, true), (#"a\"#, #"a\"#, true), (#"a\"#, "a", false),
        (#"\*"#, "*", true), (#"\*"#, "a", false), (#"\?"#, "?", true), (#"\?"#, "x", false),
        (#"\[a]"#, "[a]", true), (#"\[a]"#, "a", false), (#"\\"#, #"\"#, true), (#"\a"#, "a", true),
        ("]", "]", true), ("a]", "a]", true), ("*", "a", true), ("**", "a", true), ("a**", "a", true),
        ("**a", "a", true), ("a**b", "ab", true), ("*a*", "bab", true), ("*a", "aab", false),
        ("*ab", "aab", true), ("a*b*c", "abbc", true), ("a*b*c", "acb", false), ("*?", "a", true),
        ("?*", "a", true), ("*??", "a", false), ("??*", "ab", true), ("a?", "a", false), ("?", "", false),
        ("*", "", false), ("**", "", false), ("", "a", false), ("", "", true), ("a", "", false),
        ("abc", "ab", false), ("ab", "abc", false), ("*[ab", "xxb", true), (#"*\"#, #"x\"#, true),
        ("[a-c]*[x-z]", "bqy", true), ("[a-c]*[x-z]", "bqw", false), ("A", "a", false),
        ("[A-Z]", "a", false),
    ]

    private static let ignoringCase: [Row] = [
        ("abc", "ABC", true), ("ABC", "abc", true), ("[A-Z]", "m", true), ("[a-z]", "M", true),
        (#"[\A]"#, "A", true), (#"[\A]"#, "a", false), (#"\A"#, "a", true), ("[Z-a]", "m", false),
        ("[^a]", "A", false), ("*B", "aab", true), ("[A]", "a", true), ("[_-Z]", "a", false),
        ("[a-Z]", "b", false), ("[a-Z]", "_", false),
    ]

    private static let bytes: [(pattern: [UInt8], text: [UInt8], matches: Bool)] = [
        ([91, 97, 45, 255, 93], [98], false), ([91, 97, 45, 255, 93], [65], true),
        ([91, 97, 45, 255, 93], [254], false), ([91, 128, 45, 255, 93], [144], true),
        ([91, 127, 45, 128, 93], [0], true), ([91, 127, 45, 128, 93], [255], true),
        ([91, 128, 45, 97, 93], [90], true), ([97, 0, 42], [97, 0, 98], true),
        ([97, 0, 42], [97], false), ([63], [0], true),
    ]

    private func matches(_ pattern: [UInt8], _ text: [UInt8], ignoringCase: Bool = false) -> Bool {
        pattern.withByteView { pattern in
            text.withByteView { Glob(pattern).matches($0, ignoringCase: ignoringCase) }
        }
    }

    @Test func `patterns match what a real server matches`() {
        for row in GlobTests.exact {
            #expect(matches(Array(row.pattern.utf8), Array(row.text.utf8)) == row.matches, "\(row)")
        }
    }

    @Test func `case can be ignored except where the server does not`() {
        for row in GlobTests.ignoringCase {
            let found = matches(Array(row.pattern.utf8), Array(row.text.utf8), ignoringCase: true)
            #expect(found == row.matches, "\(row)")
        }
    }

    @Test func `any byte may stand in a pattern and ranges take bytes as signed`() {
        for row in GlobTests.bytes { #expect(matches(row.pattern, row.text) == row.matches, "\(row)") }
    }

    @Test func `many stars that never match end quickly`() {
        let pattern = Array(String(repeating: "a*", count: 40).utf8) + [UInt8(ascii: "b")]
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 2000)
        #expect(!matches(pattern, text))
        #expect(matches(pattern, text + [UInt8(ascii: "b")]))
    }

    @Test func `the star after the thousandth matches nothing, unless it is the last`() {
        func pattern(stars: Int) -> [UInt8] { Array(String(repeating: "*?", count: stars).utf8) }
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 3000)
        #expect(matches(pattern(stars: 1000), text))
        #expect(!matches(pattern(stars: 1001), text))
        #expect(matches(pattern(stars: 1000) + [UInt8(ascii: "*")], text))
        #expect(matches([UInt8](repeating: UInt8(ascii: "*"), count: 2000) + [UInt8(ascii: "a")], text))
    }

    @Test func `only a lone star stands for every key`() {
        #expect(Glob(ByteView("*")).matchesEverything)
        #expect(!Glob(ByteView("**")).matchesEverything)
        #expect(!Glob(ByteView("")).matchesEverything)
    }
}
