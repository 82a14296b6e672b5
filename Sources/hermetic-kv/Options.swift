// The command line of hermetic-kv: flags with redis-server's names where it has them.

import KVEngine
import KVServer
import KVSockets
import KVToolSupport

/// What the command line asks for.
struct Options {
    var endpoints: [Endpoint]
    var seed: UInt64?
    var databases: Int
    var logLevel: LogLevel
    var maxClients: Int
    /// Parameters for the engine, under the names CONFIG has for them.
    var parameters: [(name: String, value: String)]

    init(_ flags: FlagValues) throws(UsageError) {
        let port = try flags.integer("port", in: 0...65535) ?? 6379
        let binds = try flags.names("bind", "an address such as 127.0.0.1 or ::1, or * for all")
        let hosts = binds.flatMap { $0.split(separator: " ").map(String.init) }
        endpoints = (hosts.isEmpty ? ["127.0.0.1"] : hosts).map { .tcp(host: $0, port: UInt16(port)) }
        let path = try flags.names("unixsocket", "the path of a file to be made").last
        if let path { endpoints.append(.unix(path: path, permission: nil)) }
        seed = try flags.integer("seed", in: 0...Int.max).map(UInt64.init)
        databases = try flags.integer("databases", in: 1...Options.greatestDatabaseCount) ?? 16
        let level = try flags.choice("log-level", among: LogLevel.allCases.map(\.rawValue))
        logLevel = level.flatMap(LogLevel.init) ?? .notice
        maxClients = try flags.integer("maxclients", in: 1...1_000_000) ?? 10_000
        parameters = try Options.parameters(flags)
        _ = try flags.choice("appendonly", among: ["no"])
    }

    /// Each database has a table of its own, so their number is bounded.
    private static let greatestDatabaseCount = 10_000

    /// Reads the flags that set a parameter of the engine, each checked as what it is.
    private static func parameters(_ flags: FlagValues) throws(UsageError) -> [(String, String)] {
        var given: [(String, String?)] = []
        given.append(("requirepass", flags.string("requirepass")))
        given.append(("protected-mode", try flags.boolean("protected-mode").map { $0 ? "yes" : "no" }))
        given.append(("maxmemory", try flags.byteSize("maxmemory").map(String.init)))
        let policies = EvictionPolicy.allCases.map(\.rawValue)
        given.append(("maxmemory-policy", try flags.choice("maxmemory-policy", among: policies)))
        given.append(("timeout", try flags.integer("timeout", in: 0...Int(Int32.max)).map(String.init)))
        let classes = try flags.letters("notify-keyspace-events", of: NotificationClasses.alphabet)
        given.append(("notify-keyspace-events", classes))
        return given.compactMap { name, value in value.map { (name, $0) } }
    }
}

extension CommandLineInterface {
    static let hermeticKV = CommandLineInterface(
        program: "hermetic-kv", version: Version.product,
        summary: """
            A Redis-compatible key-value server for tests and local development. It keeps everything in \
            memory and forgets it when it ends.
            """,
        sections: [.listening, .access, .data, .other],
        examples: [
            UsageExample("", "Serve on 127.0.0.1:6379, as a local redis-server would."),
            UsageExample("--port 0 --seed 7", "Take a free port, printed, and make every run alike."),
            UsageExample("--maxmemory 100mb --maxmemory-policy allkeys-lru", "Behave as a bounded cache."),
        ])
}

extension FlagSection {
    fileprivate static let listening = FlagSection(
        "Where it listens",
        [
            Flag("port", "number", help: "TCP port; 0 takes a free one and prints it. Default 6379."),
            Flag(
                "bind", "address", isRepeated: true,
                help: "Address to listen at. Default 127.0.0.1."),
            Flag("unixsocket", "path", help: "Listen on a Unix socket as well."),
        ])

    fileprivate static let access = FlagSection(
        "Who may use it",
        [
            Flag("requirepass", "password", help: "Clients must send AUTH with this password first."),
            Flag(
                "protected-mode", "yes|no",
                help: "Without a password, serve clients on this machine only. Default yes."),
            Flag("maxclients", "number", help: "Connections served at once. Default 10000."),
            Flag("timeout", "seconds", help: "Close clients that are idle so long; 0 keeps them. Default 0."),
        ])

    fileprivate static let data = FlagSection(
        "What it keeps",
        [
            Flag("databases", "number", help: "Databases that SELECT can choose from. Default 16."),
            Flag("maxmemory", "bytes", help: "Limit of the data, such as 100mb; 0 is none. Default 0."),
            Flag(
                "maxmemory-policy", "policy",
                help: "What goes when the limit is reached: noeviction (the default), allkeys-lru, ..."),
            Flag(
                "notify-keyspace-events", "classes",
                help: "Kept for CONFIG GET; no event is published yet."),
            Flag("save", "schedule", help: "Accepted for redis-server's sake: nothing is ever saved."),
            Flag("appendonly", "no", help: "Accepted for redis-server's sake, if it is no."),
        ])

    fileprivate static let other = FlagSection(
        "How it runs",
        [
            Flag(
                "seed", "number",
                help: "Seed of everything random: the same seed and commands give the same replies."),
            Flag("log-level", "level", help: "debug, verbose, notice (the default) or warning."),
        ])
}
