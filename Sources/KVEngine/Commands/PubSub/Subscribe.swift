// SUBSCRIBE, PSUBSCRIBE and SSUBSCRIBE: the connection listens to channels. Each is confirmed by a push of its
// own, so these commands answer as many times as they have arguments, even where replies are turned off.

import RESP

extension Command {
    /// Listens to channels.
    static let subscribe = Command(
        "subscribe", arity: -2, [.pubsub, .noscript, .loading, .stale, .whileSubscribed], channels: .all,
        docs: Docs(
            .pubsub, since: "2.0.0", "Listens to channels.",
            complexity: "O(N) in the number of channels given", syntax: "channel...")
    ) { call throws(RedisError) in
        try call.subscribe(to: .channel)
    }

    /// Listens to every channel whose name fits a pattern.
    static let psubscribe = Command(
        "psubscribe", arity: -2, [.pubsub, .noscript, .loading, .stale, .whileSubscribed],
        channels: .patterns,
        docs: Docs(
            .pubsub, since: "2.0.0", "Listens to the channels whose names fit patterns.",
            complexity: "O(N) in the number of patterns given", syntax: "pattern:(pattern)...")
    ) { call throws(RedisError) in
        try call.subscribe(to: .pattern)
    }

    /// Listens to shard channels.
    static let ssubscribe = Command(
        "ssubscribe", arity: -2, [.pubsub, .noscript, .loading, .stale, .whileSubscribed],
        keys: [.from(1, .notKey)], channels: .all,
        docs: Docs(
            .pubsub, since: "7.0.0", "Listens to shard channels.",
            complexity: "O(N) in the number of shard channels given", syntax: "shardchannel...")
    ) { call throws(RedisError) in
        try call.subscribe(to: .shardChannel)
    }
}

extension Call {
    fileprivate mutating func subscribe(to kind: SubscriptionKind) throws(RedisError) {
        while remaining > 0 {
            let name = [UInt8](try bytes())
            if client.subscriptions[kind].insert(name) { engine.pubsub[kind].add(client, to: name) }
            confirm(kind.subscribed, name, kind)
        }
        client.modes.value.restrictions.insert(.subscribed)
    }

    /// Tells the client what it listens to now, or no longer.
    func confirm(_ word: StaticString, _ name: [UInt8]?, _ kind: SubscriptionKind) {
        let count = client.subscriptions.confirmedCount(kind)
        engine.push(to: client) { writer in
            writer.push(3)
            writer.bulk(word)
            if let name { writer.bulk(name) } else { writer.null() }
            writer.integer(count)
        }
    }
}

extension SubscriptionKind {
    fileprivate var subscribed: StaticString {
        switch self {
        case .channel: "subscribe"
        case .pattern: "psubscribe"
        case .shardChannel: "ssubscribe"
        }
    }
}
