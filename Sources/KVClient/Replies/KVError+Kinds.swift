// What an error means for what to do next.

extension KVError {
    /// Whether the server refused for the moment only, before it ran anything: it loads its data, runs a long script, has
    /// lost its master, has no room for another client, or moves the key.
    public var isPassing: Bool {
        switch code {
        case "LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN": true
        case "ERR": message == "max number of clients reached"
        default: false
        }
    }

    /// Whether the server's answer will be the same until somebody changes something: a password, a permission, a
    /// database that is not there, a replica, a disk.
    public var isLasting: Bool {
        switch code {
        case "NOAUTH", "WRONGPASS", "NOPERM", "READONLY", "MISCONF", .invalidURL, .unsupported: true
        case "ERR": message == "DB index is out of range"
        default: false
        }
    }

    /// Whether there is no connection, or none any more.
    public var isOfConnection: Bool {
        code == .connectionLost || code == .timedOut || code == .protocolViolation
    }

    /// Where a node of a cluster sends its client, by `MOVED` or `ASK`.
    public struct Redirection: Hashable, Sendable {
        /// The key's slot.
        public let slot: Int
        /// The other node; empty when it is the node that said so.
        public let host: String
        /// The other node's port.
        public let port: Int
        /// Whether it is for this once, with `ASKING` first.
        public let isForOnce: Bool
    }

    /// The other node of the cluster that serves the key; nil for any other error.
    public var redirection: Redirection? {
        guard code == "MOVED" || code == "ASK" else { return nil }
        let parts = message.split(separator: " ")
        guard parts.count == 2, let slot = Int(parts[0]), let colon = parts[1].lastIndex(of: ":"),
            let port = Int(parts[1][parts[1].index(after: colon)...])
        else { return nil }
        return Redirection(slot: slot, host: String(parts[1][..<colon]), port: port, isForOnce: code == "ASK")
    }

    /// The same error, as the fate of a command that had or had not been sent.
    func afterSending(_ wasSent: Bool) -> KVError {
        var error = self
        error.isInDoubt = wasSent
        return error
    }
}
