// LPUSH, RPUSH, LPUSHX, RPUSHX, LPOP, RPOP and LMPOP.

import Testing

@Suite struct PushAndPopTests {
    let redis = TestEngine()

    @Test func `pushing several from the left puts the last one first`() {
        #expect(redis("LPUSH l a b c") == ":3\r\n")
        #expect(redis("RPUSH l d e") == ":5\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks("c", "b", "a", "d", "e"))
    }

    @Test func `the X forms push only onto a list that is there`() {
        #expect(redis("LPUSHX l a") == ":0\r\n")
        #expect(redis("RPUSHX l a b") == ":0\r\n")
        #expect(redis("LLEN l") == ":0\r\n")
        redis("RPUSH l m")
        #expect(redis("LPUSHX l a b") == ":3\r\n")
        #expect(redis("RPUSHX l z") == ":4\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks("b", "a", "m", "z"))
    }

    @Test func `elements are bytes, empty ones too`() {
        redis(arguments: ["RPUSH", "l", "", "\u{0}\r\n", "007", "9223372036854775808"])
        #expect(redis("LRANGE l 0 -1") == bulks("", "\u{0}\r\n", "007", "9223372036854775808"))
    }

    @Test func `popping takes from either end until the key is gone`() {
        redis("RPUSH l a b c d e")
        #expect(redis("LPOP l") == bulk("a"))
        #expect(redis("RPOP l") == bulk("e"))
        #expect(redis("RPOP l 2") == bulks("d", "c"))
        #expect(redis("LPOP l 9") == bulks("b"))
        #expect(redis("DBSIZE") == ":0\r\n")
        #expect(redis("LPOP l") == "$-1\r\n")
    }

    @Test func `a count of zero pops nothing, and a missing list has no array`() {
        redis("RPUSH l a")
        #expect(redis("LPOP l 0") == "*0\r\n")
        #expect(redis("LPOP missing 0") == "*-1\r\n")
        #expect(redis("RPOP missing 3") == "*-1\r\n")
        #expect(redis("LLEN l") == ":1\r\n")
    }

    @Test func `a bad count is refused before the key is looked at`() {
        let refusal = "-ERR value is out of range, must be positive\r\n"
        redis("SET s x")
        for count in ["-1", "x", "1.5", "9223372036854775808"] {
            #expect(redis("LPOP s \(count)") == refusal)
            #expect(redis("RPOP missing \(count)") == refusal)
        }
        #expect(redis("LPOP s 1 2") == "-ERR wrong number of arguments for 'lpop' command\r\n")
        #expect(redis("LPOP s 1").hasPrefix("-WRONGTYPE"))
    }

    @Test func `pushing onto another type is refused and changes nothing`() {
        redis("SET s x")
        for command in ["LPUSH", "RPUSH", "LPUSHX", "RPUSHX"] {
            #expect(redis("\(command) s a").hasPrefix("-WRONGTYPE"))
        }
        #expect(redis("GET s") == bulk("x"))
    }

    @Test func `LMPOP pops from the first list that has elements`() {
        redis("RPUSH two a b c d")
        #expect(redis("LMPOP 2 one two LEFT") == "*2\r\n" + bulk("two") + bulks("a"))
        #expect(redis("LMPOP 2 one two right COUNT 2") == "*2\r\n" + bulk("two") + bulks("d", "c"))
        #expect(redis("LMPOP 2 one two LEFT COUNT 10") == "*2\r\n" + bulk("two") + bulks("b"))
        #expect(redis("LMPOP 2 one two LEFT") == "*-1\r\n")
    }

    @Test(arguments: [
        ("LMPOP 0 l LEFT", "numkeys should be greater than 0"),
        ("LMPOP x l LEFT", "numkeys should be greater than 0"),
        ("LMPOP 2 l LEFT", "syntax error"), ("LMPOP 9223372036854775807 l LEFT", "syntax error"),
        ("LMPOP 1 l UP", "syntax error"), ("LMPOP 1 l LEFT COUNT", "syntax error"),
        ("LMPOP 1 l LEFT COUNT 0", "count should be greater than 0"),
        ("LMPOP 1 l LEFT COUNT 0 MORE", "count should be greater than 0"),
        ("LMPOP 1 l LEFT COUNT 1 COUNT 1", "syntax error"),
    ])
    func `LMPOP reads all its arguments before it looks at keys`(_ command: String, _ refusal: String) {
        redis("SET l x")
        #expect(redis(command) == "-ERR \(refusal)\r\n")
    }

    @Test func `LMPOP stops at a key of another type but not behind a list`() {
        redis("SET s x")
        redis("RPUSH l a b")
        #expect(redis("LMPOP 2 s l LEFT").hasPrefix("-WRONGTYPE"))
        #expect(redis("LMPOP 2 l s LEFT") == "*2\r\n" + bulk("l") + bulks("a"))
    }

    @Test func `nothing is a null of its own in RESP3`() {
        redis("HELLO 3")
        #expect(redis("LPOP l") == "_\r\n")
        #expect(redis("LPOP l 2") == "_\r\n")
        #expect(redis("LMPOP 1 l LEFT") == "_\r\n")
        #expect(redis("LINDEX l 0") == "_\r\n")
        #expect(redis("LMOVE l m LEFT LEFT") == "_\r\n")
        #expect(redis("LPOS l a") == "_\r\n")
    }
}
