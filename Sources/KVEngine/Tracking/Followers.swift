// Who looks at commands that have run. Dispatch asks for all of them with one test, which most servers and all calls
// that nobody looks at answer with no.

/// What follows a command.
struct Followers: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    /// Its changes go into a replication stream.
    static let replicas = Followers(rawValue: 1 << 0)
    /// It is shown to those who monitor.
    static let monitors = Followers(rawValue: 1 << 1)
    /// The keys that it has read are noted for clients that track.
    static let trackers = Followers(rawValue: 1 << 2)
    /// It goes into the journal, if a connection has sent it.
    static let journal = Followers(rawValue: 1 << 3)
    /// It goes into the journal, if it was called directly.
    static let journalOfDirectCalls = Followers(rawValue: 1 << 4)

    static let ofConnections: Followers = [.replicas, .monitors, .trackers, .journal]
    static let ofDirectCalls: Followers = [.replicas, .monitors, .trackers, .journalOfDirectCalls]
}

extension Call {
    /// What follows the client's commands now.
    var followers: Followers { engine.state.value.followers.intersection(client.modes.value.followers) }

    /// Whether anything does.
    var isFollowed: Bool { !followers.isEmpty }

    /// Whether the journal does.
    var isJournaled: Bool { !followers.isDisjoint(with: [.journal, .journalOfDirectCalls]) }
}
