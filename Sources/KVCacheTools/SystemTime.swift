// Time for the cache tools: the only file of theirs that asks for it.

import Foundation

/// The clocks that a tool goes by, for tests to replace.
package struct ToolTime: Sendable {
    /// What pauses and deadlines go by: it goes on by itself, and never back.
    package let clock: any Clock<Duration>
    /// Time since the tool was started.
    package let elapsed: @Sendable () -> Duration
    /// Waits; throws when the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void
    /// The calendar's time, in milliseconds since 1970.
    package let unixMilliseconds: @Sendable () -> Int64

    package init(
        _ clock: some Clock<Duration>, unixMilliseconds: @escaping @Sendable () -> Int64
    ) {
        let start = clock.now
        self.clock = clock
        elapsed = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
        self.unixMilliseconds = unixMilliseconds
    }

    /// The system's clocks.
    package static func system() -> ToolTime {
        ToolTime(ContinuousClock()) { Int64((Date().timeIntervalSince1970 * 1000).rounded()) }
    }
}
