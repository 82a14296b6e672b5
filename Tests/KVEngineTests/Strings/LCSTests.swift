// LCS and its options.

import Testing

@testable import KVEngine

@Suite struct LCSTests {
    private let redis = TestEngine()

    init() { redis("MSET a ohmytext b mynewtext") }

    @Test func `the subsequence, its length, and where it is`() {
        #expect(redis("LCS a b") == bulk("mytext"))
        #expect(redis("LCS a b LEN") == ":6\r\n")
        #expect(
            redis("LCS a b IDX") == """
                *4\r\n$7\r\nmatches\r\n*2\r\n*2\r\n*2\r\n:4\r\n:7\r\n*2\r\n:5\r\n:8\r\n\
                *2\r\n*2\r\n:2\r\n:3\r\n*2\r\n:0\r\n:1\r\n$3\r\nlen\r\n:6\r\n
                """)
    }

    @Test func `short matches are left out and lengths told when asked for`() {
        let expected = """
            $7\r\nmatches\r\n*1\r\n*3\r\n*2\r\n:4\r\n:7\r\n*2\r\n:5\r\n:8\r\n:4\r\n$3\r\nlen\r\n:6\r\n
            """
        #expect(redis("LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN") == "*4\r\n" + expected)
        redis("HELLO 3")
        #expect(redis("LCS a b withmatchlen minmatchlen 4 idx") == "%2\r\n" + expected)
    }

    @Test func `numbers are compared by their digits and missing keys are empty`() {
        redis("MSET x 12345 y 1935")
        #expect(redis("LCS x y") == bulk("135"))
        #expect(redis("LCS x missing") == bulk(""))
        #expect(redis("LCS missing missing LEN") == ":0\r\n")
    }

    @Test func `the types of both keys are checked before the options`() {
        redis("RPUSH l a")
        for keys in ["l a", "a l", "missing l"] {
            #expect(redis("LCS \(keys) FOO") == "-ERR The specified keys must contain string values\r\n")
        }
    }

    @Test func `options that are unknown or contradict each other are refused`() {
        #expect(redis("LCS a b FOO") == "-ERR syntax error\r\n")
        #expect(redis("LCS a b MINMATCHLEN") == "-ERR syntax error\r\n")
        #expect(redis("LCS a b MINMATCHLEN x") == "-ERR value is not an integer or out of range\r\n")
        #expect(
            redis("LCS a b LEN IDX")
                == "-ERR If you want both the length and indexes, please just use IDX.\r\n")
    }

    @Test func `strings whose table would be too large are refused`() {
        redis("SETRANGE big 20000 x")
        #expect(
            redis("LCS big big LEN")
                == "-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len\r\n")
    }
}
