// How much processor time another process has used, to the nanosecond, all its threads included (those that have
// ended too). It is the same figure that /proc/PID/schedstat shows, which stands for one thread only: a server
// on Dispatch serves from a thread that comes and goes.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The processor time of a running process.
struct ProcessClock {
    private let process: Int32

    /// - Parameter process: its number; 0 is the one that runs.
    init(of process: Int32) { self.process = process }

    /// Nanoseconds of processor time so far; nil where the system does not tell (only Linux does).
    var nanoseconds: Int64? {
        #if os(Linux)
            var clock = clockid_t()
            guard unsafe clock_getcpuclockid(process, &clock) == 0 else { return nil }
            var time = timespec()
            guard unsafe clock_gettime(clock, &time) == 0 else { return nil }
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        #else
            return nil
        #endif
    }
}
