// HINCRBY and HINCRBYFLOAT.

import Testing

@testable import KVEngine

struct HashIncrementTests {
    let redis = TestEngine()

    @Test func `a field counts from zero`() {
        let log = EventLog(redis)
        #expect(redis("HINCRBY h f 5") == ":5\r\n")
        #expect(redis("HINCRBY h f -7") == ":-2\r\n")
        #expect(redis("HINCRBYFLOAT h f 0.5") == bulk("-1.5"))
        #expect(log.take() == ["0 hincrby h", "0 hincrby h", "0 hincrbyfloat h"])
        #expect(redis("HGETALL h") == bulks("f", "-1.5"))
    }

    @Test func `a count stays within 64 bits`() {
        #expect(redis("HINCRBY h f 9223372036854775807") == ":9223372036854775807\r\n")
        #expect(redis("HINCRBY h f 1") == "-ERR increment or decrement would overflow\r\n")
        #expect(redis("HGET h f") == bulk("9223372036854775807"))
    }

    @Test(arguments: ["abc", "\"\"", "\" 1\"", "01", "1.0", "+1"])
    func `a value that is no canonical integer is refused`(_ value: String) {
        redis("HSET h f \(value)")
        #expect(redis("HINCRBY h f 1") == "-ERR hash value is not an integer\r\n")
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3"), ("10.50", "0.1", "10.6"), ("5.0e3", "200", "5200"), ("3", "-3", "0"),
    ])
    func `decimal fractions add up exactly`(_ value: String, _ increment: String, _ sum: String) {
        redis("HSET h f \(value)")
        #expect(redis("HINCRBYFLOAT h f \(increment)") == bulk(sum))
        #expect(redis("HGET h f") == bulk(sum))
    }

    @Test(arguments: [
        ("HINCRBY str f x", "value is not an integer or out of range"),
        ("HINCRBYFLOAT str f x", "value is not a valid float"),
        ("HINCRBYFLOAT str f nan", "value is not a valid float"),
        ("HINCRBYFLOAT str f inf", "value is NaN or Infinity"),
        ("HINCRBYFLOAT h text 1", "hash value is not a float"),
        ("HINCRBYFLOAT h infinite 1", "increment would produce NaN or Infinity"),
    ])
    func `the increment is read before the key, the key before the value`(_ line: String, _ message: String) {
        redis("SET str v")
        redis("HSET h text abc infinite inf")
        #expect(redis(line) == "-ERR \(message)\r\n")
    }

    @Test func `a refused increment makes no hash`() {
        redis("HINCRBYFLOAT missing f inf")
        redis("HINCRBY missing f x")
        #expect(redis("EXISTS missing") == ":0\r\n")
    }
}
