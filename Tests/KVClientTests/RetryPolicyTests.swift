import KVClient
import Testing

@Suite struct RetryPolicyTests {
    @Test func `pauses double up to the longest`() {
        let policy = KVRetryPolicy(firstPause: .milliseconds(50), longestPause: .milliseconds(300), jitter: 0)
        let pauses = (1...5).map { policy.pause(after: $0, chance: 0.3) }
        #expect(pauses == [50, 100, 200, 300, 300].map { .milliseconds($0) })
        #expect(policy.pause(after: .max, chance: 0) == .milliseconds(300))
        #expect(policy.pause(after: -1, chance: 0) == .milliseconds(50))
    }

    @Test func `the jitter makes a pause longer or shorter by its part`() {
        let policy = KVRetryPolicy(firstPause: .seconds(1), jitter: 0.2)
        #expect(policy.pause(after: 1, chance: 0) == .milliseconds(800))
        #expect(policy.pause(after: 1, chance: 0.5) == .seconds(1))
        #expect(policy.pause(after: 1, chance: 1) == .milliseconds(1200))
        #expect(policy.pause(after: 1, chance: 7) == .milliseconds(1200))
    }
}
