// A clock in somebody's hands: it stands still, or goes at a rate of its own, and can be moved on. Its time is a
// straight line through one point, and every change sets a new point.
//
// Whoever changes it has to tell the servers on it (`Server.clockChanged`), since they have set their timers by it;
// `Server.advance` does both.

import KVSockets

/// A clock that goes as it is told.
package final class AdjustableClock: Sendable {
    private struct Line {
        /// The system's monotonic nanoseconds and the clock's microseconds at one instant.
        var origin: Int64
        var time: Int64
        var rate: Double
        /// The rate after `resume`.
        var runningRate: Double

        func time(at now: Int64) -> Int64 {
            guard rate > 0, now > origin else { return time }
            let passed = Int64(clamping: Double(now - origin) * rate / 1000)
            return min(time.saturatingAdd(passed), AdjustableClock.latest)
        }

        mutating func restart(at now: Int64) {
            time = time(at: now)
            origin = now
        }
    }

    /// The last microsecond of the year 9999: no clock goes beyond it.
    package static let latest: Int64 = 253_402_300_799_999_999

    private let line: Locked<Line>

    /// - Parameters:
    ///   - unixMicroseconds: the time at the start, in microseconds since 1970.
    ///   - rate: how many of its seconds pass in one second; zero for a clock that stands still.
    package init(unixMicroseconds: Int64, rate: Double = 0) {
        precondition(rate >= 0 && rate.isFinite, "a clock does not go backwards")
        let origin = SystemTime.monotonicNanoseconds
        line = Locked(
            Line(origin: origin, time: unixMicroseconds, rate: rate, runningRate: rate > 0 ? rate : 1))
    }

    package var unixMicroseconds: Int64 {
        line.withLock { $0.rate > 0 ? $0.time(at: SystemTime.monotonicNanoseconds) : $0.time }
    }

    package var rate: Double { line.withLock { $0.rate } }

    /// Moves the clock on to an instant; one that is past already changes nothing.
    package func advance(toMicroseconds target: Int64) {
        change { $0.time = max($0.time, min(target, AdjustableClock.latest)) }
    }

    /// Lets the clock stand still.
    package func freeze() { change { $0.rate = 0 } }

    /// Lets the clock go on, at the rate that it had, or as the system's if it never went.
    package func resume() { change { $0.rate = $0.runningRate } }

    private func change(_ body: (inout Line) -> Void) {
        line.withLock { line in
            line.restart(at: SystemTime.monotonicNanoseconds)
            body(&line)
        }
    }
}

extension Int64 {
    /// The sum, or the nearest value there is.
    package func saturatingAdd(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }
}

extension Int64 {
    /// The nearest value there is; zero for what is no number.
    fileprivate init(clamping value: Double) {
        self = Int64(exactly: value.rounded(.towardZero)) ?? (value > 0 ? .max : value < 0 ? .min : 0)
    }
}

extension Duration {
    /// Whole microseconds, rounded towards zero, within what fits.
    package var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflows else { return seconds < 0 ? .min : .max }
        return product.saturatingAdd(attoseconds / 1_000_000_000_000)
    }
}
