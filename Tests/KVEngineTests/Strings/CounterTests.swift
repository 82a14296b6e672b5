// INCR, DECR, INCRBY, DECRBY and INCRBYFLOAT.

import Testing

@testable import KVEngine

@Suite struct CounterTests {
    private let redis = TestEngine()
    private let notAnInteger = "-ERR value is not an integer or out of range\r\n"
    private let overflow = "-ERR increment or decrement would overflow\r\n"

    @Test func `a missing counter starts from zero`() {
        #expect(redis("INCR a") == ":1\r\n")
        #expect(redis("DECR b") == ":-1\r\n")
        #expect(redis("INCRBY c 41") == ":41\r\n")
        #expect(redis("DECRBY d 7") == ":-7\r\n")
        #expect(redis("OBJECT ENCODING a") == bulk("int"))
        redis.checkInvariants()
    }

    @Test func `counting goes on from where it was and keeps the deadline`() {
        redis("SET n 10 EX 100")
        #expect(redis("INCRBY n -20") == ":-10\r\n")
        #expect(redis("DECRBY n -20") == ":10\r\n")
        #expect(redis("GET n") == bulk("10"))
        #expect(redis("TTL n") == ":100\r\n")
    }

    @Test func `the ends of the range are reached and not passed`() {
        redis("SET n 9223372036854775806")
        #expect(redis("INCR n") == ":9223372036854775807\r\n")
        #expect(redis("INCR n") == overflow)
        #expect(redis("DECRBY n -1") == overflow)
        redis("SET n -9223372036854775807")
        #expect(redis("DECR n") == ":-9223372036854775808\r\n")
        #expect(redis("DECR n") == overflow)
        #expect(redis("INCRBY n -1") == overflow)
        #expect(redis("DECRBY n -9223372036854775808") == "-ERR decrement would overflow\r\n")
        #expect(redis("GET n") == bulk("-9223372036854775808"))
    }

    @Test(arguments: ["\"\"", "abc", "\" 1\"", "1.0", "01", "+1", "9223372036854775808"])
    func `what is not the one spelling of an integer is refused, stored or given`(text: String) {
        redis("SET s \(text)")
        #expect(redis("INCR s") == notAnInteger)
        #expect(redis("INCRBY missing \(text)") == notAnInteger)
        #expect(redis("EXISTS missing") == ":0\r\n")
    }

    @Test func `a number given badly is refused before the key is looked at`() {
        redis("RPUSH l a")
        #expect(redis("INCRBY l x") == notAnInteger)
        #expect(redis("INCRBY l 1").hasPrefix("-WRONGTYPE"))
        #expect(redis("INCR l").hasPrefix("-WRONGTYPE"))
    }

    @Test func `a number that was edited as text counts on`() {
        redis("SET n 12")
        redis("APPEND n 3")
        #expect(redis("OBJECT ENCODING n") == bulk("raw"))
        #expect(redis("INCR n") == ":124\r\n")
        #expect(redis("OBJECT ENCODING n") == bulk("int"))
    }

    @Test func `fractions are added in decimal, as far as a long double goes`() {
        redis("SET f 10.50")
        #expect(redis("INCRBYFLOAT f 0.1") == bulk("10.6"))
        #expect(redis("INCRBYFLOAT f -5.6e0") == bulk("5"))
        #expect(redis("OBJECT ENCODING f") == bulk("embstr"))
        #expect(redis("INCR f") == ":6\r\n")
        #expect(redis("INCRBYFLOAT missing 3.0") == bulk("3"))
    }

    @Test func `a long result is raw and keeps the deadline`() {
        redis("SET f 1 EX 100")
        redis("INCRBYFLOAT f 1e60")
        #expect(redis("OBJECT ENCODING f") == bulk("raw"))
        #expect(redis("TTL f") == ":100\r\n")
        redis.checkInvariants()
    }

    @Test func `type, stored number and given number are checked in this order`() {
        redis("RPUSH l a")
        redis("SET s abc")
        #expect(redis("INCRBYFLOAT l x").hasPrefix("-WRONGTYPE"))
        for command in ["s 1", "missing x", "missing nan", "missing \"\""] {
            #expect(redis("INCRBYFLOAT \(command)") == "-ERR value is not a valid float\r\n")
        }
        for command in ["missing inf", "missing -inf"] {
            #expect(redis("INCRBYFLOAT \(command)") == "-ERR increment would produce NaN or Infinity\r\n")
        }
        #expect(redis("EXISTS missing") == ":0\r\n")
    }

    @Test func `every form publishes its event once`() {
        let events = EventLog(redis)
        for command in ["INCR n", "DECR n", "INCRBY n 0", "DECRBY n 0", "INCRBYFLOAT n 1.5"] {
            redis(command)
        }
        #expect(events.take() == Array(repeating: "0 incrby n", count: 4) + ["0 incrbyfloat n"])
        #expect(redis.engine.counters.value.dirty == 5)
    }
}
