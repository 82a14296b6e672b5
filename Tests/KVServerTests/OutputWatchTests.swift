// client-output-buffer-limit, as a calculation.

import Testing

@testable import KVEngine
@testable import KVServer

@Suite struct OutputWatchTests {
    private let limit = ClientOutputBufferLimits.Limit(hard: 100, soft: 50, seconds: 10)

    @Test func `the hard limit closes at once`() {
        var watch = OutputWatch()
        #expect(!watch.exceeds(limit, pending: 49, now: 0))
        #expect(watch.exceeds(limit, pending: 100, now: 0))
    }

    @Test func `the soft limit closes after its seconds`() {
        var watch = OutputWatch()
        #expect(!watch.exceeds(limit, pending: 50, now: 0))
        #expect(!watch.exceeds(limit, pending: 60, now: 10_000))
        #expect(watch.exceeds(limit, pending: 60, now: 10_001))
    }

    @Test func `going under the soft limit starts anew`() {
        var watch = OutputWatch()
        #expect(!watch.exceeds(limit, pending: 50, now: 0))
        #expect(!watch.exceeds(limit, pending: 10, now: 9_000))
        #expect(!watch.exceeds(limit, pending: 50, now: 10_500))
        #expect(watch.overSince == 10_500)
    }

    @Test func `no limit closes nobody`() {
        var watch = OutputWatch()
        let none = ClientOutputBufferLimits.Limit(hard: 0, soft: 0, seconds: 0)
        #expect(!watch.exceeds(none, pending: .max, now: 0))
        #expect(watch.overSince == nil)
    }
}
