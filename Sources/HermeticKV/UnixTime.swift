// An instant, as servers count them. Foundation's Date would do, but costs every test that imports this library
// Foundation's start.

import KVServer

/// An instant: microseconds since 1970, UTC.
public struct UnixTime: Hashable, Comparable, Sendable {
    /// Microseconds since 1970.
    public var microseconds: Int64

    /// - Parameter microseconds: microseconds since 1970.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// - Parameter seconds: seconds since 1970, within about 292,000 years of it.
    public init(seconds: Int64) { self.init(milliseconds: seconds.clamped(times: 1000)) }

    /// - Parameter milliseconds: milliseconds since 1970.
    public init(milliseconds: Int64) { self.init(microseconds: milliseconds.clamped(times: 1000)) }

    /// Whole seconds since 1970, rounded towards the past.
    public var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds + 1) / 1_000_000 - 1
    }

    /// Whether the first instant is the earlier one.
    public static func < (left: UnixTime, right: UnixTime) -> Bool { left.microseconds < right.microseconds }

    /// The instant so much later, or the last one there is.
    public static func + (time: UnixTime, duration: Duration) -> UnixTime {
        UnixTime(microseconds: time.microseconds.saturatingAdd(duration.microseconds))
    }

    /// The time from one instant to another.
    public static func - (later: UnixTime, earlier: UnixTime) -> Duration {
        .microseconds(later.microseconds.subtractingReportingOverflow(earlier.microseconds).partialValue)
    }
}

extension Int64 {
    fileprivate func clamped(times factor: Int64) -> Int64 {
        let (product, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? (self < 0 ? .min : .max) : product
    }
}
