// Time: the only file of the patterns that asks for it, and that only when no clock was given.
//
// It is for pauses and for how long something took here. Whatever is stored goes by the server's time, so that
// programs whose clocks differ agree.

/// What pauses go by: a clock of any kind, as durations since it was taken up.
struct LocalTime: Sendable {
    /// How long ago it was taken up.
    let elapsed: @Sendable () -> Duration
    /// Waits so long.
    let pause: @Sendable (Duration) async throws -> Void

    init(_ clock: some Clock<Duration>) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        pause = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }

    /// The system's clock that goes on by itself and never back.
    static let systemClock: any Clock<Duration> = ContinuousClock()
}

extension Int64 {
    /// The nearest there is: what is stored may be any number, or none.
    init(nearest number: Double) {
        self = number.isNaN ? 0 : number >= 9e18 ? .max : number <= -9e18 ? .min : Int64(number)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up: what was to live at all must not be gone at once.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let thousands = seconds.multipliedReportingOverflow(by: 1000)
        guard !thousands.overflow else { return seconds < 0 ? .min : .max }
        let rest = attoseconds / 1_000_000_000_000_000
        return thousands.partialValue + rest + (attoseconds % 1_000_000_000_000_000 > 0 ? 1 : 0)
    }

    /// Milliseconds for a command, which wants at least one and no more than a hundred years.
    var lifetimeMilliseconds: Int64 { min(max(wholeMilliseconds, 1), 3_155_760_000_000) }

    /// So many seconds, with their fraction.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
