// PUBSUB: the container of the subcommands that tell who listens to what.

import RESP

extension Command {
    /// Holds the subcommands about channels and those who listen.
    static let pubsubContainer = Command(
        container: "pubsub",
        docs: Docs(
            .pubsub, since: "2.8.0", "Holds the commands that tell of channels and who listens to them.",
            complexity: "That of the subcommand"),
        subcommands: [
            .pubsubChannels, .pubsubHelp, .pubsubNumPat, .pubsubNumSub, .pubsubShardChannels,
            .pubsubShardNumSub,
        ])

    /// Lists the channels that somebody listens to.
    private static let pubsubChannels = Command(
        "channels", arity: -2, [.pubsub, .loading, .stale],
        docs: Docs(
            .pubsub, since: "2.8.0", "Lists the channels that somebody listens to.",
            complexity: "O(N) in the number of channels", syntax: "[pattern]")
    ) { call throws(RedisError) in
        try call.listChannels(.channel)
    }

    /// Counts the patterns that somebody listens to, each once.
    private static let pubsubNumPat = Command(
        "numpat", arity: 2, [.pubsub, .loading, .stale],
        docs: Docs(
            .pubsub, since: "2.8.0", "Counts the patterns that somebody listens to.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(call.engine.pubsub[.pattern].count)
    }

    /// Counts those who listen to each channel given.
    private static let pubsubNumSub = Command(
        "numsub", arity: -2, [.pubsub, .loading, .stale],
        docs: Docs(
            .pubsub, since: "2.8.0", "Counts who listens to channels.",
            complexity: "O(N) in the number of channels given", syntax: "[channel...]")
    ) { call throws(RedisError) in
        try call.countSubscribers(.channel)
    }

    /// Lists the shard channels that somebody listens to.
    private static let pubsubShardChannels = Command(
        "shardchannels", arity: -2, [.pubsub, .loading, .stale],
        docs: Docs(
            .pubsub, since: "7.0.0", "Lists the shard channels that somebody listens to.",
            complexity: "O(N) in the number of shard channels", syntax: "[pattern]")
    ) { call throws(RedisError) in
        try call.listChannels(.shardChannel)
    }

    /// Counts those who listen to each shard channel given.
    private static let pubsubShardNumSub = Command(
        "shardnumsub", arity: -2, [.pubsub, .loading, .stale],
        docs: Docs(
            .pubsub, since: "7.0.0", "Counts who listens to shard channels.",
            complexity: "O(N) in the number of shard channels given", syntax: "[shardchannel...]")
    ) { call throws(RedisError) in
        try call.countSubscribers(.shardChannel)
    }

    /// Says what the subcommands do.
    private static let pubsubHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(
            .pubsub, since: "6.2.0", "Shows what the PUBSUB subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "PUBSUB",
            [
                ("CHANNELS [<pattern>]", "The channels that somebody listens to."),
                ("NUMPAT", "How many patterns somebody listens to."),
                ("NUMSUB [<channel> ...]", "How many clients listen to each channel, patterns aside."),
                ("SHARDCHANNELS [<pattern>]", "The shard channels that somebody listens to."),
                ("SHARDNUMSUB [<shardchannel> ...]", "How many clients listen to each shard channel."),
            ])
    }
}

extension Call {
    /// Answers with the channels of a kind that fit the pattern given, all if none is.
    fileprivate mutating func listChannels(_ kind: SubscriptionKind) throws(RedisError) {
        guard remaining <= 1 else { throw .subcommandSyntax(argument(1), of: "PUBSUB") }
        let pattern = peek().map(Glob.init)
        let topics = engine.pubsub[kind].inOrder.filter { topic in
            topic.name.withByteView { pattern?.matches($0) ?? true }
        }
        reply.array(topics.count)
        for topic in topics { reply.bulk(topic.name) }
    }

    /// Answers with each channel given and the number of its subscribers.
    fileprivate mutating func countSubscribers(_ kind: SubscriptionKind) throws(RedisError) {
        reply.array(remaining * 2)
        while remaining > 0 {
            let name = try bytes()
            reply.bulk(name)
            reply.integer(engine.pubsub[kind].subscribers(of: name).count)
        }
    }
}
