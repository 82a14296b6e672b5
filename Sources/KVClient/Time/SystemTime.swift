// Time: the only file of the client that asks for it, and that only when no clock was given.

/// What timeouts and pauses go by: a clock of any kind, as durations since the client was made.
package struct ClientTime: Sendable {
    /// How long ago it was made.
    package let elapsed: @Sendable () -> Duration
    /// Waits until then; at once when it is past.
    package let sleep: @Sendable (_ until: Duration) async throws -> Void

    package init(_ clock: some Clock<Duration>) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }

    /// The system's clock that goes on by itself and never back.
    static let systemClock: any Clock<Duration> = ContinuousClock()
}
