// LINSERT, LREM and LPOS: everything that looks for an element.

import Testing

@Suite struct ListSearchTests {
    let redis = TestEngine()

    init() { redis("RPUSH l a b c 1 2 3 c c") }

    @Test func `LINSERT goes beside the first match`() {
        #expect(redis("LINSERT l BEFORE c x") == ":9\r\n")
        #expect(redis("LINSERT l after c y") == ":10\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks("a", "b", "x", "c", "y", "1", "2", "3", "c", "c"))
        #expect(redis("LINSERT l BEFORE z x") == ":-1\r\n")
        #expect(redis("LINSERT missing BEFORE z x") == ":0\r\n")
        #expect(redis("LINSERT missing BESIDE z x") == "-ERR syntax error\r\n")
    }

    @Test func `LREM removes from the head, from the tail or all`() {
        #expect(redis("LREM l 1 c") == ":1\r\n")
        #expect(redis("LREM l -1 c") == ":1\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks("a", "b", "1", "2", "3", "c"))
        #expect(redis("LREM l 0 z") == ":0\r\n")
        #expect(redis("LREM l -9223372036854775808 c") == ":1\r\n")
        for element in ["a", "b", "1", "2", "3"] { #expect(redis("LREM l 0 \(element)") == ":1\r\n") }
        #expect(redis("DBSIZE") == ":0\r\n")
        #expect(redis("LREM missing x a") == "-ERR value is not an integer or out of range\r\n")
    }

    @Test(arguments: [
        ("z", "$-1\r\n"), ("c RANK 1", ":2\r\n"), ("c RANK 2", ":6\r\n"), ("c RANK -1", ":7\r\n"),
        ("c RANK 4", "$-1\r\n"), ("c COUNT 0", "*3\r\n:2\r\n:6\r\n:7\r\n"),
        ("c COUNT 2", "*2\r\n:2\r\n:6\r\n"),
        ("c COUNT 0 RANK -2", "*2\r\n:6\r\n:2\r\n"), ("c COUNT 0 MAXLEN 7", "*2\r\n:2\r\n:6\r\n"),
        ("c MAXLEN 2", "$-1\r\n"), ("c MAXLEN 1 RANK -1", ":7\r\n"), ("c RANK 3 RANK 2", ":6\r\n"),
        ("c COUNT 1 MAXLEN 2", "*0\r\n"), ("c RANK -9223372036854775808", ":7\r\n"),
    ])
    func `LPOS finds as its options say`(_ wanted: String, _ answer: String) {
        #expect(redis("LPOS l \(wanted)") == answer)
    }

    @Test(arguments: [
        (
            "RANK 0",
            "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "
                + "negative to start from the end of the list"
        ),
        ("RANK x", "value is not an integer or out of range"), ("RANK", "syntax error"),
        ("COUNT -1", "COUNT can't be negative"), ("COUNT x", "COUNT can't be negative"),
        ("MAXLEN -1", "MAXLEN can't be negative"), ("FIRST 1", "syntax error"),
    ])
    func `LPOS reads its options before the key`(_ options: String, _ refusal: String) {
        redis("SET s x")
        #expect(redis("LPOS s a \(options)") == "-ERR \(refusal)\r\n")
        #expect(redis("LPOS missing a \(options)") == "-ERR \(refusal)\r\n")
    }

    @Test func `LPOS of a missing list is null, or no matches`() {
        #expect(redis("LPOS missing a") == "$-1\r\n")
        #expect(redis("LPOS missing a COUNT 0") == "*0\r\n")
    }
}
