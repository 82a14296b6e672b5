// The time: the only file of the server that asks the operating system for it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The operating system's clocks.
package enum SystemTime {
    /// Microseconds since 1970, UTC.
    package static var unixMicroseconds: Int64 { read(CLOCK_REALTIME) / 1000 }

    /// Nanoseconds since some instant, never going back.
    package static var monotonicNanoseconds: Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
