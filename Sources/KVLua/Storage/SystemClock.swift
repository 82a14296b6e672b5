// The processor time that the process has used, which is what `os.clock` tells.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process's own time.
enum SystemClock {
    static func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
