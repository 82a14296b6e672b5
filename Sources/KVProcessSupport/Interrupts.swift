// SIGINT, SIGTERM and SIGHUP end a program through our own code, so that no server is left behind; a peer or a reader
// that goes away is an error of the call that notices it, not a signal.

import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Watches for the signals that end a run, for as long as it is kept.
package struct Interrupts {
    private let sources: [any DispatchSourceSignal]

    /// Runs `action` on another thread, with the signal's number, when the user or the system asks us to stop.
    init(
        _ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP], _ action: @escaping @Sendable (Int32) -> Void
    ) {
        signal(SIGPIPE, SIG_IGN)
        sources = numbers.map { number in
            // Dispatch only observes: without this the default action would end us first.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { action(number) }
            source.resume()
            return source
        }
    }
}
