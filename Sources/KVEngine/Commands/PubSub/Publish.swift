// PUBLISH and SPUBLISH: a message for everybody who listens to a channel.

import RESP

extension Command {
    /// Sends a message to a channel, and counts how many times it was received.
    static let publish = Command(
        "publish", arity: 3, [.pubsub, .loading, .stale, .fast, .mayReplicate], channels: .first,
        docs: Docs(
            .pubsub, since: "2.0.0", "Sends a message to a channel.",
            complexity: "O(N+M) in the subscribers of the channel and the patterns of all clients",
            syntax: "channel message")
    ) { call throws(RedisError) in
        let (channel, message) = (try call.bytes(), try call.bytes())
        call.reply.integer(call.engine.publish(message, to: channel))
        call.propagateAlways()
    }

    /// Sends a message to a shard channel, and counts who received it.
    static let spublish = Command(
        "spublish", arity: 3, [.pubsub, .loading, .stale, .fast, .mayReplicate], keys: [.at(1, .notKey)],
        channels: .first,
        docs: Docs(
            .pubsub, since: "7.0.0", "Sends a message to a shard channel.",
            complexity: "O(N) in the number of clients that listen to the shard channel",
            syntax: "shardchannel message")
    ) { call throws(RedisError) in
        let (channel, message) = (try call.bytes(), try call.bytes())
        call.reply.integer(call.engine.publish(message, toShardChannel: channel))
        call.propagateAlways()
    }
}
