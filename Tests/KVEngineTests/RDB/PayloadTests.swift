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
    ]

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
        server(command)
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
        server(command)
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        let payload = dump()
        let footer = payload.suffix(10)
        for length in 0..<payload.count - 10 {
            #expect(restore(Array(payload[..<length]) + footer) == "-ERR Bad data format\r\n")
        }
    }

    @Test(arguments: values)
    func `a payload with wrong bytes is refused, or makes a value that is in order`(command: String) {
        server(command)
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

    @Test func `a packed string is not believed to be longer than it can be`() {
        server("DEBUG SET-SKIP-CHECKSUM-VALIDATION 1")
        // Two bytes that are to become four gigabytes.
        let payload: [UInt8] =
            [0, 0xC3, 2, 0x80, 0xF0, 0, 0, 0, 0, 65] + [10, 0] + Array(repeating: 0, count: 8)
        #expect(restore(payload) == "-ERR Bad data format\r\n")
    }
}
