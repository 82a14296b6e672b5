// How the tools for a store end. Scripts depend on these numbers.

/// The exit codes of the tools for a store.
package enum ToolExit: Int32, Sendable {
    /// Done, also when there was nothing to do.
    case done = 0
    /// Failed with nothing deleted: configuration, connection, password, time, a replica.
    case failed = 1
    /// The command line was not understood; nothing was sent.
    case usage = 2
    /// Something was deleted, or may have been, and then it failed.
    case partial = 3
    /// A guard refused; nothing was sent.
    case refused = 4
    /// Done, but what was to be reached afterwards was not.
    case gateFailed = 5
    /// SIGINT.
    case interrupted = 130
    /// SIGTERM.
    case terminated = 143

    /// The word for it in JSON reports.
    package var outcome: String {
        switch self {
        case .done: "ok"
        case .failed, .usage, .gateFailed: "failed"
        case .partial: "partial"
        case .refused: "refused"
        case .interrupted, .terminated: "interrupted"
        }
    }
}
