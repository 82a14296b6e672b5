// UNSUBSCRIBE, PUNSUBSCRIBE and SUNSUBSCRIBE: the connection listens no longer, to what is named or to anything
// of the kind. Whatever is named is confirmed, and when nothing is and nothing was listened to, that is too.

import RESP

extension Command {
    /// Stops listening to channels.
    static let unsubscribe = Command(
        "unsubscribe", arity: -1, [.pubsub, .noscript, .loading, .stale, .whileSubscribed],
        docs: Docs(
            .pubsub, since: "2.0.0", "Stops listening to channels, or to all of them.",
            complexity: "O(N) in the number of clients that listen to a channel", syntax: "[channel...]")
    ) { call throws(RedisError) in
        try call.unsubscribe(from: .channel)
    }

    /// Stops listening to patterns.
    static let punsubscribe = Command(
        "punsubscribe", arity: -1, [.pubsub, .noscript, .loading, .stale, .whileSubscribed],
        docs: Docs(
            .pubsub, since: "2.0.0", "Stops listening to patterns, or to all of them.",
            complexity: "O(N+M) in the patterns of the client and of all clients", syntax: "[pattern...]")
    ) { call throws(RedisError) in
        try call.unsubscribe(from: .pattern)
    }

    /// Stops listening to shard channels.
    static let sunsubscribe = Command(
        "sunsubscribe", arity: -1, [.pubsub, .noscript, .loading, .stale, .whileSubscribed],
        keys: [.from(1, .notKey)],
        docs: Docs(
            .pubsub, since: "7.0.0", "Stops listening to shard channels, or to all of them.",
            complexity: "O(N) in the number of clients that listen to a shard channel",
            syntax: "[shardchannel...]")
    ) { call throws(RedisError) in
        try call.unsubscribe(from: .shardChannel)
    }
}

extension Call {
    fileprivate mutating func unsubscribe(from kind: SubscriptionKind) throws(RedisError) {
        let isAll = remaining == 0
        var names: [[UInt8]] = isAll ? client.subscriptions[kind].inOrder : []
        while remaining > 0 { names.append([UInt8](try bytes())) }
        for name in names {
            engine.unsubscribe(client, from: name, kind)
            confirm(kind.unsubscribed, name, kind)
        }
        if names.isEmpty { confirm(kind.unsubscribed, nil, kind) }
        if client.subscriptions.isEmpty { client.modes.value.restrictions.remove(.subscribed) }
    }
}

extension Engine {
    fileprivate func unsubscribe(_ client: Client, from name: [UInt8], _ kind: SubscriptionKind) {
        if client.subscriptions[kind].remove(name) { pubsub[kind].remove(client, from: name) }
    }

    /// Ends every subscription of a client without a word.
    func unsubscribeFromAll(_ client: Client) {
        guard client.isSubscribed else { return }
        for kind in SubscriptionKind.allCases {
            for name in client.subscriptions[kind].inOrder { unsubscribe(client, from: name, kind) }
        }
        client.modes.value.restrictions.remove(.subscribed)
    }
}

extension SubscriptionKind {
    fileprivate var unsubscribed: StaticString {
        switch self {
        case .channel: "unsubscribe"
        case .pattern: "punsubscribe"
        case .shardChannel: "sunsubscribe"
        }
    }
}
