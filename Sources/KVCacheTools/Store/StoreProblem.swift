// Errors of a store as a person reads them: what it said, and what to do about it where that is known.

import KVClient

/// The words for what went wrong with a store.
package enum StoreProblem {
    /// The error, and what to do about it.
    package static func text(of error: KVError) -> String {
        // The code words of the client's own errors say nothing to a person that the message does not.
        let isOurs =
            error.code.word.contains("-") || error.code == .closed || error.code == .protocolViolation
        let text = isOurs ? error.message : "\(error)"
        return hint(for: error).map { "\(text); \($0)" } ?? text
    }

    private static func hint(for error: KVError) -> String? {
        switch error.code {
        case "NOAUTH", "WRONGPASS", "UNAUTHORIZED": "check the password or token"
        case "NOPERM": "this user or token may not do that"
        case "READONLY": "this is a replica: the address of its master is needed"
        case "LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN": "try again later"
        case "MOVED", "ASK", "CROSSSLOT": "this is a node of a cluster, which is not supported here"
        case .connectionLost: "check the address, and that the server runs"
        case .timedOut: "the server does not answer in time"
        default: nil
        }
    }
}
