// LRANGE, LTRIM, LLEN, LINDEX and LSET: everything that counts places.

import Testing

@Suite struct ListRangeTests {
    let redis = TestEngine()

    init() { redis("RPUSH l a b c d e") }

    @Test(arguments: [
        (0, -1, "abcde"), (1, 3, "bcd"), (-2, -1, "de"), (-100, 1, "ab"), (3, 100, "de"), (3, 2, ""),
        (5, 9, ""), (-9, -6, ""), (-9, -5, "a"), (Int.min, Int.max, "abcde"), (Int.max, Int.min, ""),
    ])
    func `a range counts from either end and is cut to the list`(_ start: Int, _ stop: Int, _ kept: String) {
        #expect(redis("LRANGE l \(start) \(stop)") == bulks(kept.map(String.init)))
        #expect(redis("LTRIM l \(start) \(stop)") == "+OK\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks(kept.map(String.init)))
        #expect(redis("LLEN l") == ":\(kept.count)\r\n")
        #expect(redis("EXISTS l") == (kept.isEmpty ? ":0\r\n" : ":1\r\n"))
    }

    @Test func `elements of every length come out of a range whole`() {
        let lengths = [0, 1, 9, 10, 16, 17, 99, 100, 253, 254, 255, 999, 1000, 9999, 65_535, 65_536, 100_000]
        let elements = lengths.map { String(repeating: "x", count: $0) }
        redis(arguments: ["RPUSH", "long"] + elements)
        #expect(redis("LRANGE long 0 -1") == bulks(elements))
        #expect(redis("LRANGE long 3 -4") == bulks(Array(elements[3...(elements.count - 4)])))
    }

    @Test func `a range reaches over the nodes of a long list`() {
        let elements = (0..<5000).map { "element-\($0)" }
        redis(arguments: ["RPUSH", "long"] + elements)
        for start in stride(from: 0, to: 5000, by: 617) {
            #expect(
                redis("LRANGE long \(start) \(start + 900)") == bulks(Array(elements[start...].prefix(901))))
        }
        #expect(redis("RPOP long 1500") == bulks(Array(elements[3500...].reversed())))
        #expect(redis("LPOP long 1500") == bulks(Array(elements[..<1500])))
        #expect(redis("LINDEX long 1000") == bulk("element-2500"))
    }

    @Test func `the indices of a range are read before the key`() {
        redis("SET s x")
        let refusal = "-ERR value is not an integer or out of range\r\n"
        for command in ["LRANGE", "LTRIM"] {
            #expect(redis("\(command) s x 1") == refusal)
            #expect(redis("\(command) missing 0 9223372036854775808") == refusal)
            #expect(redis("\(command) s 0 1").hasPrefix("-WRONGTYPE"))
        }
        #expect(redis("LRANGE missing 0 -1") == "*0\r\n")
        #expect(redis("LTRIM missing 0 -1") == "+OK\r\n")
    }

    @Test func `LINDEX counts from either end`() {
        #expect(redis("LINDEX l 0") == bulk("a"))
        #expect(redis("LINDEX l -1") == bulk("e"))
        #expect(redis("LINDEX l -5") == bulk("a"))
        for index in ["5", "-6", "9223372036854775807", "-9223372036854775808"] {
            #expect(redis("LINDEX l \(index)") == "$-1\r\n")
        }
    }

    @Test func `LSET replaces one element, whatever its length`() {
        let long = String(repeating: "long", count: 5000)
        #expect(redis("LSET l 1 \(long)") == "+OK\r\n")
        #expect(redis("LSET l -1 E") == "+OK\r\n")
        #expect(redis("LRANGE l 0 -1") == bulks("a", long, "c", "d", "E"))
        #expect(redis("LSET l 5 x") == "-ERR index out of range\r\n")
        #expect(redis("LSET l -6 x") == "-ERR index out of range\r\n")
    }

    @Test func `LINDEX and LSET look at the key before the index`() {
        #expect(redis("LINDEX missing x") == "$-1\r\n")
        #expect(redis("LSET missing x v") == "-ERR no such key\r\n")
        redis("SET s x")
        #expect(redis("LINDEX s x").hasPrefix("-WRONGTYPE"))
        #expect(redis("LSET s x v").hasPrefix("-WRONGTYPE"))
        #expect(redis("LINDEX l x") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("LSET l x v") == "-ERR value is not an integer or out of range\r\n")
    }
}
