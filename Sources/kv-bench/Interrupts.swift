// SIGINT and SIGTERM end the benchmark through our own code, so that no server is left behind; a peer that goes
// away is an error of the call that notices it, not a signal.

import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Watches for the signals that end a run.
enum Interrupts {
    /// Runs `action` on another thread when the user or the system asks us to stop.
    ///
    /// The sources it returns must be kept for as long as the watch is to last.
    static func watch(_ action: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
        signal(SIGPIPE, SIG_IGN)
        return [SIGINT, SIGTERM, SIGHUP].map { number in
            // Dispatch only observes: without this the default action would end us first.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: action)
            source.resume()
            return source
        }
    }
}
