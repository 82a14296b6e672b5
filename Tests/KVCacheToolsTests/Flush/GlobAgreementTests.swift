// Patterns are matched on this side of the wire, so that this side must decide as the server does: for patterns that no
// person would write, and keys of any bytes.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVConformance
import KVSockets
import KVToolSupport
import TestSupport
import Testing

@Suite(.server(seed: 13)) struct GlobAgreementTests {
    private static let patterns = 10_000

    @Test func `ten thousand patterns fit the keys that our server says they fit`() async throws {
        let client = try await TestServer.current.client()
        try await agree(with: client)
    }

    @Test(.enabled(if: RedisProcess.isInstalled, "there is no redis-server in PATH"))
    func `ten thousand patterns fit the keys that Redis says they fit`() async throws {
        let redis = try RedisProcess()
        // It ends with its last use, which is the address.
        defer { withExtendedLifetime(redis) {} }
        guard case .ipv4(_, let port) = redis.address else { return }
        try await agree(with: try await KVClient.connect(to: "127.0.0.1", port: Int(port)))
    }

    private func agree(with client: KVClient) async throws {
        var noise = Noise(seed: 0x5EED)
        for _ in 0..<(GlobAgreementTests.patterns / 100) {
            let keys = Set((0..<20).map { _ in noise.key() })
            let patterns = (0..<100).map { _ in noise.pattern() }
            try await client.send("FLUSHALL")
            try await client.send(["MSET"] + keys.flatMap { [KVString($0), "v"] })
            let replies = try await client.replies(to: patterns.map { ["KEYS", $0] as [any CommandWord] })
            for (pattern, reply) in zip(patterns, replies) {
                let found = Set(
                    try reply.decodeElements { element throws(KVError) in try element.decodeString().bytes })
                let glob = GlobPattern(pattern)
                let own = keys.filter(glob.matches)
                #expect(own == found, "\(KVString(pattern).quoted)")
            }
        }
    }
}

/// Random bytes that often mean something in a pattern.
private struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func byte() -> UInt8 {
        switch next(10) {
        case 0: UInt8(next(256))
        case 1: [0, 10, 13, 127, 128, 255][next(6)]
        default: UInt8(97 + next(3))
        }
    }

    mutating func key() -> [UInt8] {
        let special = Array("*?[]^-\\:".utf8)
        return (0..<next(6)).map { _ in next(6) == 0 ? special[next(special.count)] : byte() }
    }

    mutating func pattern() -> [UInt8] {
        let special = Array("***??[[]^--\\\\".utf8)
        return (0..<next(9)).map { _ in next(2) == 0 ? special[next(special.count)] : byte() }
    }
}
