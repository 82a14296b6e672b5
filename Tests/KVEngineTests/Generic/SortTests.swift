// SORT and SORT_RO.

import Testing

@Suite struct SortTests {
    let redis = TestEngine()

    @Test func `numbers are sorted as numbers, equal ones as texts`() {
        redis("RPUSH l 10 9 -1 3.5 1e1 0x10 inf 2")
        #expect(redis("SORT l") == bulks("-1", "2", "3.5", "9", "10", "1e1", "0x10", "inf"))
        #expect(redis("SORT l DESC LIMIT 0 3") == bulks("inf", "0x10", "1e1"))
        #expect(redis("SORT_RO l LIMIT 6 10") == bulks("0x10", "inf"))
        #expect(redis("SORT missing") == "*0\r\n")
    }

    @Test func `texts are sorted as bytes`() {
        redis("RPUSH l banana Apple cherry apple 10 9")
        #expect(redis("SORT l ALPHA") == bulks("10", "9", "Apple", "apple", "banana", "cherry"))
        #expect(redis("SORT l ALPHA DESC LIMIT 1 2") == bulks("banana", "apple"))
        #expect(redis("SORT l") == "-ERR One or more scores can't be converted into double\r\n")
    }

    @Test func `what C reads as a number sorts as one`() {
        redis(arguments: ["RPUSH", "l", "3", " 2", "", "1\u{0}rest"])
        #expect(redis("SORT l") == bulks("", "1\u{0}rest", " 2", "3"))
        for text in ["5 ", " ", "nan", "1x"] {
            redis(arguments: ["RPUSH", "bad", text])
            #expect(redis("SORT bad").hasPrefix("-ERR One or more"))
            redis("LPOP bad")
        }
    }

    @Test func `texts are compared up to a NUL unless they are stored`() {
        redis(arguments: ["RPUSH", "l", "a\u{0}c", "a\u{0}b"])
        #expect(redis("SORT l ALPHA") == bulks("a\u{0}c", "a\u{0}b"))
        redis("SORT l ALPHA STORE d")
        #expect(redis("LRANGE d 0 -1") == bulks("a\u{0}b", "a\u{0}c"))
    }

    @Test func `other keys give the weights`() {
        redis("RPUSH l 1 2 3 4")
        redis("SET w_1 30")
        redis("SET w_2 20")
        redis("SET w_3 10")
        #expect(redis("SORT l BY w_*") == bulks("4", "3", "2", "1"))
        #expect(redis("SORT l BY w_* DESC") == bulks("1", "2", "3", "4"))
        redis("SET w_4 15x")
        #expect(redis("SORT l BY w_*").hasPrefix("-ERR One or more"))
        #expect(redis("SORT l BY w_* ALPHA") == bulks("3", "4", "2", "1"))
    }

    @Test func `a missing text is less than any`() {
        redis("RPUSH l a b c")
        redis("SET w_b x")
        #expect(redis("SORT l BY w_* ALPHA") == bulks("a", "c", "b"))
        #expect(redis("SORT l BY w_* ALPHA DESC") == bulks("b", "a", "c"))
    }

    @Test func `a pattern without a star keeps the order`() {
        redis("RPUSH l c a b d")
        #expect(redis("SORT l BY nosort") == bulks("c", "a", "b", "d"))
        #expect(redis("SORT l BY nosort DESC") == bulks("d", "b", "a", "c"))
        #expect(redis("SORT l BY nosort DESC LIMIT 1 2") == bulks("b", "a"))
        #expect(redis("SORT l BY nosort LIMIT -5 2") == bulks("c", "a"))
        #expect(redis("SORT l BY nosort LIMIT 9 2") == "*0\r\n")
        #expect(redis("SORT l BY nosort LIMIT 2 -1") == bulks("b", "d"))
    }

    @Test func `GET answers with what other keys hold`() {
        redis("RPUSH l 2 1 3")
        redis("SET name_1 one")
        redis("SET name_2 2")
        #expect(
            redis("SORT l GET # GET name_* GET fixed")
                == "*9\r\n$1\r\n1\r\n$3\r\none\r\n$-1\r\n$1\r\n2\r\n$1\r\n2\r\n$-1\r\n$1\r\n3\r\n$-1\r\n$-1\r\n"
        )
        redis("RPUSH name_3 list")
        #expect(redis("SORT l LIMIT 2 1 GET name_*") == "*1\r\n$-1\r\n")
    }

    @Test func `STORE keeps the result as a list and answers with its length`() {
        redis("RPUSH l 3 1 2")
        redis("SET d text")
        redis("SET name_2 two")
        #expect(redis("SORT l STORE d") == ":3\r\n")
        #expect(redis("LRANGE d 0 -1") == bulks("1", "2", "3"))
        #expect(redis("SORT l GET name_* GET # STORE l") == ":6\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks("", "1", "two", "2", "", "3"))
        #expect(redis("SORT missing STORE d") == ":0\r\n")
        #expect(redis("LLEN d") == ":0\r\n")
    }

    @Test func `weights and answers can be fields of hashes`() {
        redis("RPUSH l 1 2 3")
        redis("HSET o_1 age 30 name one")
        redis("HSET o_2 age 20 a->b arrow")
        redis("SET o_3 text")
        #expect(redis("SORT l BY o_*->age") == bulks("3", "2", "1"))
        #expect(redis("SORT l GET o_*->name LIMIT 0 2") == "*2\r\n$3\r\none\r\n$-1\r\n")
        #expect(redis("SORT l GET o_*->a->b LIMIT 1 2") == "*2\r\n$5\r\narrow\r\n$-1\r\n")
        redis("SET o_1-> odd")
        #expect(redis("SORT l GET o_*-> LIMIT 0 1") == bulks("odd"))
    }

    @Test func `a set is sorted too, and by its texts when its own order would be stored`() {
        redis("SADD numbers 3 1 2 10")
        #expect(redis("SORT numbers DESC") == bulks("10", "3", "2", "1"))
        redis("SADD words b d a c")
        #expect(redis("SORT words ALPHA LIMIT 1 2") == bulks("b", "c"))
        #expect(redis("SORT words BY nosort STORE d") == ":4\r\n")
        #expect(redis("LRANGE d 0 -1") == bulks("a", "b", "c", "d"))
    }

    @Test func `a sorted set is sorted by its members, not its scores, or left in its own order`() {
        redis("ZADD z 3 1 2 20 1 3")
        #expect(redis("OBJECT ENCODING z") == bulk("listpack"))
        #expect(redis("SORT z") == bulks("1", "3", "20"))
        #expect(redis("OBJECT ENCODING z") == bulk("skiplist"))
        #expect(redis("SORT z BY nosort") == bulks("3", "20", "1"))
        #expect(redis("SORT z BY nosort DESC LIMIT 1 2") == bulks("20", "3"))
    }

    @Test(arguments: [
        ("SORT s LIMIT 1", "ERR syntax error"),
        ("SORT s LIMIT x 1", "ERR value is not an integer or out of range"),
        ("SORT s BY", "ERR syntax error"), ("SORT s ASC UP", "ERR syntax error"),
        ("SORT_RO s STORE d", "ERR syntax error"),
        ("SORT s", "WRONGTYPE Operation against a key holding the wrong kind of value"),
    ])
    func `the options are read before the key`(_ command: String, _ refusal: String) {
        redis("SET s x")
        #expect(redis(command) == "-\(refusal)\r\n")
    }
}
