// client-output-buffer-limit, as a calculation.

import Testing

@testable import KVEngine
@testable import KVServer

@Suite struct OutputWatchTests {
    private static let limit = ClientOutputBufferLimits.Limit(hard: 100, soft: 50, seconds: 10)

    /// What a watch says of each (pending bytes, milliseconds) in turn.
    private func verdicts(
        _ samples: [(Int, Int64)], _ limit: ClientOutputBufferLimits.Limit = OutputWatchTests.limit
    ) -> [Bool] {
        var watch = OutputWatch()
        return samples.map { watch.exceeds(limit, pending: $0.0, now: $0.1) }
    }

    @Test func `the hard limit closes at once`() {
        #expect(verdicts([(49, 0), (99, 0), (100, 0)]) == [false, false, true])
    }

    @Test func `the soft limit closes after its seconds`() {
        #expect(verdicts([(50, 0), (60, 10_000), (60, 10_001)]) == [false, false, true])
    }

    @Test func `any number of seconds will do`() {
        let limit = ClientOutputBufferLimits.Limit(hard: 0, soft: 50, seconds: .max)
        #expect(verdicts([(50, 0), (60, .max)], limit) == [false, false])
    }

    @Test func `going under the soft limit starts anew`() {
        let samples: [(Int, Int64)] = [(50, 0), (10, 9_000), (50, 10_500), (50, 20_500), (50, 20_501)]
        #expect(verdicts(samples) == [false, false, false, false, true])
    }

    @Test func `no limit closes nobody`() {
        let none = ClientOutputBufferLimits.Limit(hard: 0, soft: 0, seconds: 0)
        #expect(verdicts([(.max, 0), (.max, .max)], none) == [false, false])
    }
}
