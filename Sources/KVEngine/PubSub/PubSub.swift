// Who listens to what: for each channel and pattern its clients. A channel exists as long as somebody listens.
//
// A message goes to the channel's subscribers in the order in which they came, then to those of each pattern
// that fits, the oldest pattern first. (Redis takes the patterns in the order of a hash table.)

import RESP

/// The channels and patterns of a server.
final class PubSub {
    private let channels = Topics()
    private let patterns = Topics()
    private let shardChannels = Topics()

    subscript(kind: SubscriptionKind) -> Topics {
        switch kind {
        case .channel: channels
        case .pattern: patterns
        case .shardChannel: shardChannels
        }
    }

    /// Whether a message to a channel may find somebody.
    var hasListeners: Bool { channels.count > 0 || patterns.count > 0 }
}

/// A channel or pattern, and the clients that listen to it.
final class Topic {
    let name: [UInt8]
    fileprivate let place: Int
    /// In the order in which they came.
    fileprivate(set) var subscribers: [Client] = []

    init(name: [UInt8], place: Int) {
        self.name = name
        self.place = place
    }
}

/// The topics of one kind.
final class Topics {
    private var topics: [[UInt8]: Topic] = [:]
    private var lastPlace = 0
    /// The topics in order, until there is another or one less.
    private var ordered: [Topic]? = []

    var count: Int { topics.count }

    /// The topics, the oldest first.
    var inOrder: [Topic] {
        if let ordered { return ordered }
        let sorted = topics.values.sorted { $0.place < $1.place }
        ordered = sorted
        return sorted
    }

    /// The clients that listen to a name.
    func subscribers(of name: ByteView) -> [Client] {
        topics.isEmpty ? [] : topics[Array(name)]?.subscribers ?? []
    }

    func add(_ client: Client, to name: [UInt8]) {
        if let topic = topics[name] { return topic.subscribers.append(client) }
        lastPlace += 1
        let topic = Topic(name: name, place: lastPlace)
        topic.subscribers.append(client)
        topics[name] = topic
        ordered = nil
    }

    /// - Complexity: O(n) in the number of clients that listen to the name.
    func remove(_ client: Client, from name: [UInt8]) {
        guard let topic = topics[name] else { return }
        topic.subscribers.removeAll { $0 === client }
        guard topic.subscribers.isEmpty else { return }
        topics[name] = nil
        ordered = nil
    }
}
