// How many files the process may have open. A connection takes one each, and a process that has none left for
// anything else is in trouble: so there is a limit of connections that leaves some, as in Redis.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process's limit of open files.
package enum OpenFiles {
    /// Files that are no connections: listeners, the reactor's and Dispatch's own, standard streams.
    private static let reserved = 32

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif

    /// Raises the limit to what so many connections take, as far as that is allowed; how many it leaves room for.
    package static func makeRoom(forConnections wanted: Int) -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return wanted }
        let needed = rlim_t(wanted + reserved)
        guard limit.rlim_cur < needed else { return wanted }
        // Only some may raise the hard limit; up to it everybody may.
        if raise(to: needed, hard: max(needed, limit.rlim_max)) { return wanted }
        if raise(to: min(needed, limit.rlim_max), hard: limit.rlim_max) {
            limit.rlim_cur = min(needed, limit.rlim_max)
        }
        return max(0, min(wanted, Int(limit.rlim_cur) - reserved))
    }

    private static func raise(to soft: rlim_t, hard: rlim_t) -> Bool {
        var limit = rlimit(rlim_cur: soft, rlim_max: hard)
        return unsafe setrlimit(resource, &limit) == 0
    }
}
