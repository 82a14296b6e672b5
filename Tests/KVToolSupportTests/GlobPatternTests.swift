// The glob patterns of tools: the vectors that were observed on a server. That they agree with a server on patterns that
// nobody has thought of is tried beside a server, in KVCacheToolsTests.

import Testing

@testable import KVToolSupport

@Suite struct GlobPatternTests {
    private func fits(_ pattern: String, _ key: String) -> Bool {
        GlobPattern(pattern).matches(Array(key.utf8))
    }

    @Test func `a star takes anything, and nothing`() {
        #expect(fits("mocs:*", "mocs:1") && fits("mocs:*", "mocs:"))
        #expect(GlobPattern("mocs:*").matches(Array("mocs:".utf8) + [0xFF, 0, 13, 10]))
        #expect(!fits("mocs:*", "mocsX1") && !fits("mocs:*", "MOCS:1") && !fits("mocs:*", "mocs"))
        #expect(fits("*a*b", "xaxxb") && !fits("*a*b", "xaxxbc"))
        #expect(fits("*", "") && !fits("**", ""), "the lone star is not matched at all")
    }

    @Test func `a question mark takes one byte`() {
        #expect(fits("q?", "q?") && fits("q?", "qz") && !fits("q?", "q") && !fits("?", "é"))
    }

    @Test func `a class takes one of its bytes, and may be left open`() {
        #expect(fits("h[b]c", "hbc") && !fits("h[b]c", "h[b]c"))
        #expect(fits("h\\[b\\]c", "h[b]c") && !fits("h\\[b\\]c", "hbc"))
        #expect(!fits("[", "[") && !fits("mocs:[", "mocs:["))
        #expect(fits("user:[1-", "user:1") && fits("user:[1-", "user:-"))
        #expect(fits("[z-a]", "m") && !fits("[^z-a]", "m") && fits("[^]", "x") && !fits("[]", "x"))
        #expect(fits("[\\]]", "]"))
    }

    @Test func `a backslash takes the next byte as it is`() {
        #expect(!fits("back\\slash", "back\\slash") && fits("back\\\\slash", "back\\slash"))
        #expect(fits("end\\", "end\\"), "with nothing behind it, it is itself")
    }

    @Test func `many stars take no longer than one`() {
        #expect(!fits(String(repeating: "a*", count: 200) + "b", String(repeating: "a", count: 5000)))
    }

    @Test func `an escaped text fits itself only`() {
        for text in ["a*b", "[x]", "q?", "back\\slash", "plain", "a-b", "^"] {
            let pattern = GlobPattern(GlobPattern.escaping(Array(text.utf8)))
            #expect(
                pattern.isLiteral && pattern.matches(Array(text.utf8)) && !pattern.matches([97]), "\(text)")
        }
    }

    @Test func `what lies inside another pattern is known where it is plain`() {
        #expect(GlobPattern("sessions:a*").isInside(GlobPattern("sessions:*")))
        #expect(GlobPattern("sessions:1").isInside(GlobPattern("sessions:[0-9]")))
        #expect(!GlobPattern("session*").isInside(GlobPattern("sessions:*")))
        #expect(GlobPattern("user*").mayOverlap(GlobPattern("user-profiles:*")))
        #expect(!GlobPattern("mocs:*").mayOverlap(GlobPattern("sessions:*")))
        #expect(
            GlobPattern("?*").saysNothing && GlobPattern("**").saysNothing && !GlobPattern("a*").saysNothing)
    }
}

@Suite struct SHA256Tests {
    private func digest(_ text: String) -> String {
        var hash = SHA256()
        hash.update(Array(text.utf8))
        return hash.finish().map { String($0 + 0x00, radix: 16) }.map { $0.count < 2 ? "0\($0)" : $0 }
            .joined()
    }

    @Test func `the digests are those of the standard`() {
        #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }
}
