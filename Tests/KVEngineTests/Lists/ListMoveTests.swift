// LMOVE and RPOPLPUSH.

import Testing

@Suite struct ListMoveTests {
    let redis = TestEngine()

    init() { redis("RPUSH a 1 2 3 4") }

    @Test func `an element moves from any end to any end`() {
        #expect(redis("LMOVE a b LEFT RIGHT") == bulk("1"))
        #expect(redis("LMOVE a b right left") == bulk("4"))
        #expect(redis("LMOVE a b LEFT LEFT") == bulk("2"))
        #expect(redis("RPOPLPUSH a b") == bulk("3"))
        #expect(redis("LRANGE b 0 -1") == bulks("3", "2", "4", "1"))
        #expect(redis("LLEN a") == ":0\r\n")
        #expect(redis("DBSIZE") == ":1\r\n")
    }

    @Test(arguments: [
        ("LEFT", "LEFT", "1234"), ("RIGHT", "RIGHT", "1234"), ("LEFT", "RIGHT", "2341"),
        ("RIGHT", "LEFT", "4123"),
    ])
    func `within one list a move turns it`(_ from: String, _ to: String, _ order: String) {
        #expect(redis("LMOVE a a \(from) \(to)") == bulk(from == "LEFT" ? "1" : "4"))
        #expect(redis("LRANGE a 0 -1") == bulks(order.map(String.init)))
    }

    @Test func `turning a list is accounted for once`() {
        redis("CONFIG SET list-max-listpack-size 2")
        redis("RPUSH many 0 1 2 3 4 5 6 7 8")
        for end in ["LEFT RIGHT", "RIGHT LEFT", "LEFT RIGHT"] {
            redis("LMOVE many many \(end)")
            redis.checkInvariants()
        }
    }

    @Test func `a list of one can be moved onto itself`() {
        redis("RPUSH one x")
        #expect(redis("RPOPLPUSH one one") == bulk("x"))
        #expect(redis("LMOVE one one LEFT RIGHT") == bulk("x"))
        #expect(redis("LRANGE one 0 -1") == bulks("x"))
    }

    @Test func `a destination of another type keeps the source whole`() {
        redis("SET s x")
        #expect(redis("LMOVE a s LEFT LEFT").hasPrefix("-WRONGTYPE"))
        #expect(redis("LLEN a") == ":4\r\n")
        #expect(redis("LMOVE s a LEFT LEFT").hasPrefix("-WRONGTYPE"))
        #expect(redis("LMOVE missing s LEFT LEFT") == "$-1\r\n")
        #expect(redis("LMOVE missing s UP LEFT") == "-ERR syntax error\r\n")
    }
}
