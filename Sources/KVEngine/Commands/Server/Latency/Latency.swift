// LATENCY: what was slow, and how long commands take.

import RESP

extension Command {
    /// Holds the subcommands about latency.
    static let latency = Command(
        container: "latency",
        docs: Docs(
            .server, since: "2.8.13", "Holds the commands about latency.",
            complexity: "That of the subcommand"),
        subcommands: [
            .latencyDoctor, .latencyGraph, .latencyHelp, .latencyHistogram, .latencyHistory, .latencyLatest,
            .latencyReset,
        ])

    /// Returns the samples of an event: times and milliseconds, the oldest first.
    static let latencyHistory = Command(
        "history", arity: 3, [.admin, .noscript, .loading, .stale], tips: .latencyOfEveryNode,
        docs: Docs(
            .server, since: "2.8.13", "Returns the samples of an event.", complexity: "O(1)", syntax: "event")
    ) { call throws(RedisError) in
        let samples = call.engine.latency.series[String(try call.bytes().beforeNUL)]?.samples ?? []
        call.reply.array(samples.count)
        for sample in samples {
            call.reply.array(2)
            call.reply.integer(sample.time)
            call.reply.integer(sample.milliseconds)
        }
    }

    /// Returns the latest sample of each event, and its worst.
    static let latencyLatest = Command(
        "latest", arity: 2, [.admin, .noscript, .loading, .stale], tips: .latencyOfEveryNode,
        docs: Docs(
            .server, since: "2.8.13", "Returns the latest sample of each event.", complexity: "O(1)")
    ) { call throws(RedisError) in
        let series = call.engine.latency.series.sorted { $0.key < $1.key }
        call.reply.array(series.count)
        for (event, series) in series {
            let latest = series.samples[series.samples.count - 1]
            call.reply.array(4)
            call.reply.bulk(event)
            call.reply.integer(latest.time)
            call.reply.integer(latest.milliseconds)
            call.reply.integer(series.worst)
        }
    }

    /// Forgets events, all unless some are named; returns how many.
    static let latencyReset = Command(
        "reset", arity: -2, [.admin, .noscript, .loading, .stale],
        tips: ["request_policy:all_nodes", "response_policy:all_succeeded"],
        docs: Docs(
            .server, since: "2.8.13", "Forgets the samples of events.", complexity: "O(1)",
            syntax: "[event...]")
    ) { call throws(RedisError) in
        let monitor = call.engine.latency
        guard call.remaining > 0 else { return call.reply.integer(monitor.removeAll()) }
        var count = 0
        while call.remaining > 0 { count += monitor.remove(String(try call.bytes().beforeNUL)) }
        call.reply.integer(count)
    }

    /// Says what the subcommands do.
    static let latencyHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.server, since: "2.8.13", "Shows what the LATENCY subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "LATENCY",
            [
                ("DOCTOR", "What was slow, in words."),
                ("GRAPH <event>", "The samples of an event, drawn."),
                ("HISTOGRAM [<command> ...]", "How many calls took how long, of all commands or of some."),
                ("HISTORY <event>", "The samples of an event."),
                ("LATEST", "The latest sample of each event, and its worst."),
                ("RESET [<event> ...]", "Forget the samples, of all events or of some."),
            ])
    }
}

extension [StaticString] {
    /// The tips of the subcommands that tell of one server and concern all.
    static var latencyOfEveryNode: [StaticString] {
        ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"]
    }
}
