// ACL LOG: who was refused what. What happens again within a minute is counted in one entry, which then is the
// latest.

/// The refusals, the latest first.
final class ACLLog {
    /// What was refused, in the words of ACL LOG.
    enum Reason: String {
        case command, key, channel, auth
    }

    /// Where it happened.
    enum Context: String {
        case toplevel, multi, lua
    }

    /// One refusal, or several alike.
    struct Entry {
        fileprivate(set) var count = 1
        let reason: Reason
        let context: Context
        /// The command, key or channel; the word with which a client was to authenticate.
        let object: [UInt8]
        let user: [UInt8]
        /// Unix milliseconds of the last time.
        fileprivate(set) var time: Int64
        /// The line of CLIENT LIST about the client, as it was then.
        fileprivate(set) var client: String

        init(
            _ reason: Reason, in context: Context, object: [UInt8], user: [UInt8], time: Int64, client: String
        ) {
            (self.reason, self.context, self.object, self.user) = (reason, context, object, user)
            (self.time, self.client) = (time, client)
        }

        /// Whether another refusal is the same again.
        fileprivate func isLike(_ other: Entry) -> Bool {
            reason == other.reason && context == other.context && object == other.object
                && user == other.user && abs(time - other.time) <= ACLLog.longestGap
        }
    }

    /// Milliseconds between two refusals that are counted together.
    private static let longestGap: Int64 = 60_000
    /// The entries that are looked at for one like it.
    private static let mostCompared = 10

    private(set) var entries: [Entry] = []

    /// Keeps a refusal, and at most so many in all.
    func add(_ entry: Entry, keeping limit: Int) {
        var entry = entry
        if let index = entries.prefix(ACLLog.mostCompared).firstIndex(where: entry.isLike) {
            entry.count += entries.remove(at: index).count
            entries.insert(entry, at: 0)
        } else {
            entries.insert(entry, at: 0)
            if entries.count > limit { entries.removeLast(entries.count - limit) }
        }
    }

    func removeAll() { entries = [] }
}
