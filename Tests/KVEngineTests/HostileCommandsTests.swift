// Commands that no client would send, thousands of them from a seed: whatever comes over the wire gets exactly
// one well-formed reply, and leaves the engine in order. A trap ends the test run, which is the point.
//
// HOSTILE_COMMANDS=1000000 swift test --filter Hostile sends more than the usual number, from further seeds;
// each seed is printed, so that the last one printed is the one that trapped.

import Foundation
import Testing

@testable import KVEngine

struct HostileCommandsTests {
    private static let perSeed = 3000

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `no command traps or disturbs the engine`(seed: UInt64) throws {
        var client = try HostileClient(seed: seed)
        try client.run(HostileCommandsTests.perSeed)
    }

    @Test(.enabled(if: HostileCommandsTests.wanted > 0))
    func `no command of a long run traps or disturbs the engine`() throws {
        let seeds = UInt64(HostileCommandsTests.wanted / HostileCommandsTests.perSeed)
        for seed in 1000...1000 + seeds {
            print("seed \(seed)")
            var client = try HostileClient(seed: seed)
            try client.run(HostileCommandsTests.perSeed)
        }
    }

    /// How many commands a long run shall send; none unless asked for.
    private static var wanted: Int {
        Int(ProcessInfo.processInfo.environment["HOSTILE_COMMANDS"] ?? "") ?? 0
    }
}
