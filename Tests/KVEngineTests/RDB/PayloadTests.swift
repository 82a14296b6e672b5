// DUMP payloads: what is written is read back, and whatever else is read harms nobody.

import RESP
import Testing

@testable import KVEngine

@Suite struct PayloadTests {
    private let server = TestEngine()

    /// One command for each form of a value, with a key `k`.
    private static let values = [
        "SET k text", "SET k 12", "SET k -1234567", "SET k 12345678901",
        "SET k aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabcaaaaaaaaaaaaaaaaaaaaaabcaaaaaaaaaa",
        "RPUSH k a 1 -5000 70000 3000000000 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "SADD k 1 2 3", "SADD k 1 100000", "SADD k 1 10000000000", "SADD k a b c",
        "HSET k f v 1 2", "HSET k f aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "ZADD k 1 a 2.5 b inf c",
        "ZADD k 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        stream,
    ]

    /// Some entries, one of them deleted, and what a consumer has not acknowledged of them.
    private static let stream = """
        XADD k 1-1 f v
        XADD k 1-2 f w
        XADD k 5-0 g x h y
        XGROUP CREATE k g 0
        XREADGROUP GROUP g c COUNT 2 STREAMS k >
        XDEL k 1-2
        """

    /// The forms of earlier versions, which nothing writes any more.
    private static let oldForms: [[UInt8]] = [
        // list, set, sorted set and hash, entry by entry
        [1, 2, 1, 97, 1, 98], [2, 2, 1, 97, 0xC0, 5], [3, 1, 1, 97, 3, 49, 46, 53], [4, 1, 1, 97, 1, 98],
        // a hash as a zipmap
        [9, 12, 2, 1, 97, 1, 0, 49, 1, 98, 1, 0, 50, 255],
        // a list, a sorted set and a hash as ziplists
        [10, 17, 17, 0, 0, 0, 13, 0, 0, 0, 2, 0, 0, 0xFE, 13, 3, 1, 122, 255],
        [12, 24, 24, 0, 0, 0, 18, 0, 0, 0, 4, 0, 0, 1, 97, 3, 0xF2, 2, 1, 98, 3, 3, 49, 46, 53, 255],
        [13, 24, 24, 0, 0, 0, 18, 0, 0, 0, 4, 0, 0, 1, 97, 3, 0xF2, 2, 1, 98, 3, 3, 116, 119, 111, 255],
        // a list as ziplists
        [14, 1, 16, 16, 0, 0, 0, 13, 0, 0, 0, 2, 0, 0, 1, 97, 3, 253, 255],
    ]

    private func make(_ commands: String) {
        for command in commands.split(separator: "\n") { server(String(command)) }
    }

    /// The payload of `k`.
    private func dump() -> [UInt8] {
        let reply = server.raw("DUMP k")
        guard let line = reply.firstIndex(of: 10) else { return [] }
        return Array(reply[(line + 1)...].dropLast(2))
    }

    private func restore(_ payload: [UInt8]) -> String {
        let words = [Array("RESTORE".utf8), Array("r".utf8), Array("0".utf8), payload, Array("REPLACE".utf8)]
        return String(decoding: server.raw(arguments: words), as: UTF8.self)
    }

    @Test(arguments: values)
    func `what was dumped is restored, with its encoding`(command: String) {
        make(command)
        let payload = dump()
        #expect(restore(payload) == "+OK\r\n")
        let engine = server.engine
        #expect(engine.value(of: Array("r".utf8), in: 0) == engine.value(of: Array("k".utf8), in: 0))
        #expect(server("OBJECT ENCODING r") == server("OBJECT ENCODING k"))
        engine.databases[0].checkInvariants()
    }

    @Test func `the checksum is the one that is in every list of checksums`() {
        let checksum = Array("123456789".utf8).withByteView { CRC64.of($0) }
        #expect(checksum == 0xE9C6_D914_C4B8_D9CA)
    }

    @Test(arguments: values)
    func `no payload that ends early is taken for another value`(command: String) {
        make(command)
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        let payload = dump()
        let footer = payload.suffix(10)
        for length in 0..<payload.count - 10 {
            #expect(restore(Array(payload[..<length]) + footer) == "-ERR Bad data format\r\n")
        }
    }

    @Test(arguments: values)
    func `a payload with wrong bytes is refused, or makes a value that is in order`(command: String) {
        make(command)
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        let payload = dump()
        var random = Random(seed: 5)
        for _ in 0..<2000 {
            var broken = payload
            for _ in 0...random.below(3) {
                broken[random.below(payload.count - 10)] = UInt8(random.below(256))
            }
            let reply = restore(broken)
            #expect(reply == "+OK\r\n" || reply == "-ERR Bad data format\r\n")
            server.engine.databases[0].checkInvariants()
            server("DUMP r")
        }
    }

    /// Puts other bytes into a value's part of a payload, at random, and does all there is to do with what is taken.
    private func useAfterChanges(_ payload: [UInt8]) {
        var random = Random(seed: 9)
        for _ in 0..<400 {
            var broken = payload
            for _ in 0...random.below(3) {
                broken[random.below(payload.count - 10)] = UInt8(random.below(256))
            }
            guard restore(broken) == "+OK\r\n" else { continue }
            server.use("r")
            #expect(server("EXISTS r") == ":0\r\n")
            for database in server.engine.databases.used { database.element.checkInvariants() }
        }
    }

    @Test(arguments: values)
    func `a value with wrong bytes serves whatever is done with it`(command: String) {
        make(command)
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        useAfterChanges(dump())
    }

    @Test(arguments: oldForms)
    func `so does one in an old form`(value: [UInt8]) {
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        let payload = value + [10, 0] + Array(repeating: 0, count: 8)
        #expect(restore(payload) == "+OK\r\n")
        useAfterChanges(payload)
    }

    @Test func `a packed string is not believed to be longer than it can be`() {
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        // Two bytes that are to become four gigabytes.
        let payload: [UInt8] =
            [0, 0xC3, 2, 0x80, 0xF0, 0, 0, 0, 0, 65] + [10, 0] + Array(repeating: 0, count: 8)
        #expect(restore(payload) == "-ERR Bad data format\r\n")
    }
}
