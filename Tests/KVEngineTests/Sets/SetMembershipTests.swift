// SADD, SREM, SMOVE and the questions about members.

import Testing

@testable import KVEngine

struct SetMembershipTests {
    let redis = TestEngine()

    @Test func `only new members are counted`() {
        #expect(redis("SADD s a b a") == ":2\r\n")
        #expect(redis("SADD s b c") == ":1\r\n")
        #expect(redis.members("s") == ["a", "b", "c"])
        #expect(redis("SCARD s") == ":3\r\n")
        #expect(redis("SCARD missing") == ":0\r\n")
    }

    @Test func `a set of integers is kept in ascending order`() {
        redis("SADD i 10 -3 9223372036854775807 2")
        #expect(redis("SMEMBERS i") == bulks("-3", "2", "10", "9223372036854775807"))
        #expect(redis("SISMEMBER i 2") == ":1\r\n")
        #expect(redis("SISMEMBER i 02") == ":0\r\n")
        #expect(redis("SMISMEMBER i 10 x -3 99999999999999999999") == "*4\r\n:1\r\n:0\r\n:1\r\n:0\r\n")
    }

    @Test(arguments: ["x", "01", "+1", "1.0", "9223372036854775808", "\"\"", "-0"])
    func `a member that is no canonical integer makes a table of the set`(_ member: String) {
        redis("SADD s 1 2")
        #expect(redis.setValue("s")?.encoding.description == "intset")
        #expect(redis("SADD s \(member)") == ":1\r\n")
        #expect(redis.setValue("s")?.encoding.description == "hashtable")
        #expect(redis("SISMEMBER s \(member)") == ":1\r\n")
        #expect(redis("SMISMEMBER s 1 2 3") == "*3\r\n:1\r\n:1\r\n:0\r\n")
        redis("SREM s \(member)")
        #expect(redis.setValue("s")?.encoding.description == "hashtable")
    }

    @Test func `more integers than the setting allows make a table`() {
        redis("CONFIG SET set-max-intset-entries 3")
        redis("SADD s 1 2 3")
        #expect(redis("OBJECT ENCODING s") == bulk("intset"))
        redis("SADD s 4")
        #expect(redis("OBJECT ENCODING s") == bulk("hashtable"))
        #expect(redis.members("s") == ["1", "2", "3", "4"])
    }

    @Test func `a set goes with its last member`() {
        redis("SADD s a 1")
        let log = EventLog(redis)
        #expect(redis("SREM s x") == ":0\r\n")
        #expect(redis("SREM s a 1 a") == ":2\r\n")
        #expect(log.take() == ["0 srem s", "0 del s"])
        #expect(redis("EXISTS s") == ":0\r\n")
        #expect(redis("SREM s a") == ":0\r\n")
    }

    @Test func `members may hold any bytes`() {
        redis(#"SADD s "\x00\xff\r\n" """#)
        #expect(redis(#"SMISMEMBER s "\x00\xff\r\n" "" "\x00""#) == "*3\r\n:1\r\n:1\r\n:0\r\n")
    }

    @Test func `a member moves from one set to another`() {
        redis("SADD a x y")
        redis("SADD b y")
        let log = EventLog(redis)
        #expect(redis("SMOVE a b x") == ":1\r\n")
        #expect(log.take() == ["0 srem a", "0 sadd b"])
        #expect(redis("SMOVE a b y") == ":1\r\n")
        #expect(log.take() == ["0 srem a", "0 del a"])
        #expect(redis("SMOVE b c z") == ":0\r\n")
        #expect(redis("SMOVE b c y") == ":1\r\n")
        #expect(redis.members("b") == ["x"])
        #expect(redis.members("c") == ["y"])
    }

    @Test func `a move within one set changes nothing`() {
        redis("SADD a x")
        let log = EventLog(redis)
        #expect(redis("SMOVE a a x") == ":1\r\n")
        #expect(redis("SMOVE a a y") == ":0\r\n")
        #expect(log.take() == [])
    }

    @Test func `a missing source is noticed before the destination's type`() {
        redis("SET str v")
        redis("SADD a x")
        #expect(redis("SMOVE missing str x") == ":0\r\n")
        #expect(redis("SMOVE a str zz") == wrongType)
        #expect(redis("SMOVE str a x") == wrongType)
    }

    @Test(arguments: [
        "SADD str a", "SREM str a", "SISMEMBER str a", "SMISMEMBER str a", "SCARD str", "SMEMBERS str",
        "SPOP str", "SPOP str 0", "SRANDMEMBER str", "SRANDMEMBER str 0", "SSCAN str 0 WRONG",
        "SINTER missing str", "SINTERCARD 2 missing str", "SINTERSTORE d missing str", "SUNION missing str",
        "SUNIONSTORE d str", "SDIFF missing str", "SDIFFSTORE d missing str",
    ])
    func `a key of another type is refused`(_ line: String) {
        redis("SET str v")
        #expect(redis(line) == wrongType)
        #expect(redis("DBSIZE") == ":1\r\n")
    }

    @Test func `RESP3 knows sets`() {
        redis("SADD s 1 2")
        redis("HELLO 3")
        #expect(redis("SMEMBERS s") == "~2\r\n$1\r\n1\r\n$1\r\n2\r\n")
        #expect(redis("SUNION s missing") == "~2\r\n$1\r\n1\r\n$1\r\n2\r\n")
        #expect(redis("SINTER s missing") == "~0\r\n")
        #expect(redis("SRANDMEMBER s 5") == "*2\r\n$1\r\n1\r\n$1\r\n2\r\n")
        #expect(redis("SPOP s 5") == "~2\r\n$1\r\n1\r\n$1\r\n2\r\n")
        #expect(redis("SPOP s 5") == "~0\r\n")
        #expect(redis("SPOP s") == "_\r\n")
    }
}
