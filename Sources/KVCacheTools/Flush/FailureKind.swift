// Which failures go away by themselves, and which need a person.

import KVClient

/// What a failure means for trying again.
enum FailureKind: Sendable {
    /// The server cannot serve for the moment: it is tried until the deadline.
    case passing
    /// There is no connection, or none any more: it is tried a few times.
    case connection
    /// The answer will be the same until somebody changes something.
    case lasting

    init(_ error: KVError) {
        // A member of a cluster that moves keys is passing by its nature.
        self = error.isPassing ? .passing : error.isOfConnection ? .connection : .lasting
    }
}
