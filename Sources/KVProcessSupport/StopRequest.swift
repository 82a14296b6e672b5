// SIGINT and SIGTERM for a tool that must not stop in the middle of something: the first asks it to come to an end and to
// tell what it has done, the second ends it at once.

import Dispatch
import KVSockets
import KVToolSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The wish of the user, or of the system, that the run comes to an end.
package final class StopRequest: Sendable {
    private struct State {
        var number: Int32?
        var actions: [@Sendable () -> Void] = []
    }

    private let state = Locked(State())

    package init() {}

    /// How the program is to end; nil as long as it may go on.
    package var exit: ToolExit? {
        state.withLock { $0.number }.map { $0 == SIGINT ? .interrupted : .terminated }
    }

    /// Has something done when the wish comes, on another thread; at once when it is there already.
    package func whenAsked(_ action: @escaping @Sendable () -> Void) {
        let isAsked = state.withLock { state in
            state.actions.append(action)
            return state.number != nil
        }
        if isAsked { action() }
    }

    /// Takes note of a signal. A second one ends the program, and so does the first as long as nobody is to be told of it:
    /// nothing is under way then.
    package func note(_ number: Int32) {
        let (isFirst, actions) = state.withLock { state in
            defer { state.number = state.number ?? number }
            return (state.number == nil, state.actions)
        }
        guard isFirst, !actions.isEmpty else { Ending.now(128 + number) }
        for action in actions { action() }
    }

    /// Watches for the signals; what it returns is to be kept until the end.
    package func onSignals() -> Interrupts {
        Interrupts([SIGINT, SIGTERM]) { [self] in note($0) }
    }
}
