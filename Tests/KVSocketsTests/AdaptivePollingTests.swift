// When polling begins, how its window moves, and what ends it. Times are given, so nothing here waits.

import Testing

@testable import KVSockets

@Suite struct AdaptivePollingTests {
    private static let short: UInt64 = 30_000
    private static let long = AdaptivePolling.longestWindow + 1

    /// After so many short sleeps of one client, the last of which ends at `now`.
    private func polling(afterShortSleeps count: Int, until now: UInt64 = 0) -> AdaptivePolling {
        var polling = AdaptivePolling()
        for _ in 0..<count { polling.slept(Self.short, until: now) }
        return polling
    }

    @Test func `a single client at work opens the window, and not before it is known to be one`() {
        #expect(polling(afterShortSleeps: AdaptivePolling.calmSleeps - 1).window == 0)
        #expect(polling(afterShortSleeps: AdaptivePolling.calmSleeps).window == 12_500)
    }

    @Test func `the window doubles up to its bound while sleeps are short`() {
        var polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps)
        let windows = (0..<5).map { _ in
            polling.slept(Self.short, until: 0)
            return polling.window
        }
        #expect(windows == [25_000, 50_000, 100_000, 200_000, 200_000])
    }

    @Test func `it ends with the window or at the next deadline`() {
        let polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps)
        #expect(polling.end(from: 1000, deadline: nil) == 13_500)
        #expect(polling.end(from: 1000, deadline: 13_501) == 13_500)
        #expect(polling.end(from: 1000, deadline: 5000) == 5000)
        #expect(polling.end(from: 1000, deadline: 999) == 999)
    }

    @Test func `long sleeps close it by halves`() {
        var polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps + 2)
        let windows = (0..<4).map { _ in
            polling.slept(Self.long, until: 0)
            return polling.window
        }
        #expect(windows == [25_000, 12_500, 0, 0])
    }

    @Test func `a sleep as long as the longest window still counts as short`() {
        var polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps)
        polling.slept(AdaptivePolling.longestWindow, until: 0)
        #expect(polling.window == 25_000)
    }

    @Test func `a crowd closes it until one client has been alone for long enough again`() {
        var polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps + 2)
        polling.sawCrowd()
        #expect(polling.window == 0)
        for _ in 1..<AdaptivePolling.calmSleeps { polling.slept(Self.short, until: 0) }
        #expect(polling.window == 0)
        polling.slept(Self.short, until: 0)
        #expect(polling.window == 12_500)
    }

    @Test func `a step that waited for its processor stops it for a multiple of what was lost`() {
        var polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps)
        polling.polled(for: 3_000_000, until: 10_000_000)
        #expect(polling.window == 0)
        let end: UInt64 = 10_000_000 + 64 * 3_000_000
        polling.slept(Self.short, until: end - 1)
        #expect(polling.window == 0)
        polling.slept(Self.short, until: end)
        #expect(polling.window == 12_500)
    }

    @Test func `steps that went on at once do not stop it`() {
        var polling = polling(afterShortSleeps: AdaptivePolling.calmSleeps)
        for now in 1...1000 { polling.polled(for: 1000, until: UInt64(now) * 1000) }
        polling.polled(for: AdaptivePolling.unhurriedStep, until: 2_000_000)
        #expect(polling.window == 12_500)
    }
}
