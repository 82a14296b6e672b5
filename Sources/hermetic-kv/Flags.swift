// The flags of hermetic-kv and of `hermetic-kv run`, as the help shows them: redis-server's names where it has them.

import KVEngine
import KVToolSupport

extension CommandLineInterface {
    static let hermeticKV = CommandLineInterface(
        program: "hermetic-kv", version: Version.product,
        summary: """
            A Redis-compatible key-value server for tests and local development. It keeps everything in \
            memory and forgets it when it ends. "hermetic-kv run --help" tells how to run a command with a \
            server of its own.
            """,
        sections: [.listening, .rest, .access, .data, .controls(impliedByRun: false), .other],
        examples: [
            UsageExample("", "Serve on 127.0.0.1:6379, as a local redis-server would."),
            UsageExample(
                "--rest-port 8079 --write-env .env.local", "Serve Vercel KV's REST interface, too."),
            UsageExample("--port 0 --seed 7", "Take a free port, printed, and make every run alike."),
            UsageExample("--maxmemory 100mb --maxmemory-policy allkeys-lru", "Behave as a bounded cache."),
            UsageExample("run -- pytest", "Run the tests with a server of their own, gone when they end."),
        ])

    static let run = CommandLineInterface(
        program: "hermetic-kv run", version: Version.product,
        summary: """
            Runs a command with a server of its own on 127.0.0.1, which it finds in REDIS_URL, VALKEY_URL, \
            REDIS_HOST, REDIS_PORT and, with a password, REDIS_PASSWORD, and over REST in KV_REST_API_URL and \
            KV_REST_API_TOKEN (UPSTASH_REDIS_REST_URL and _TOKEN, too). The server obeys HERMETIC commands \
            (HERMETIC HELP lists them). Signals are passed on to the command; when it ends, the server is \
            gone and the exit code is the command's: 128 + n after signal n, 127 when it was not found, \
            126 when it cannot be executed, 125 when there is no server to run it with.
            """,
        operands: "[--] command [argument]...", operandsEndFlags: true,
        sections: [.command, .controls(impliedByRun: true), .runListening, .runREST, .data, .other],
        examples: [
            UsageExample("-- pytest -x", "Run the tests of a Python project."),
            UsageExample("--fixture shop.redis -- ./app", "Fill the server before the command starts."),
            UsageExample("--clock manual -- npm test", "Let time pass only when HERMETIC CLOCK says so."),
        ])
}

extension FlagSection {
    private static let port = Flag(
        "port", "number", help: "TCP port; 0 takes a free one and prints it. Default 6379.")
    private static let unixSocket = Flag("unixsocket", "path", help: "Listen on a Unix socket as well.")
    private static let password = Flag(
        "requirepass", "password", help: "Clients must send AUTH with this password first.")
    private static let timeout = Flag(
        "timeout", "seconds", help: "Close clients that are idle so long; 0 keeps them. Default 0.")

    fileprivate static let listening = FlagSection(
        "Where it listens",
        [
            port,
            Flag(
                "bind", "address", isRepeated: true,
                help: "Address to listen at. Default 127.0.0.1."),
            unixSocket,
        ])

    private static let restTokens = [
        Flag(
            "rest-token", "secret",
            help: "What REST clients have to show. Default one that is made, and printed."),
        Flag(
            "rest-readonly-token", "secret",
            help: "A second token, that reads keys but neither changes nor lists any. Default none."),
    ]

    fileprivate static let rest = FlagSection(
        "Upstash REST, as Vercel KV speaks it",
        [
            Flag(
                "rest-port", "number",
                help: "Serve the REST interface here as well; 0 takes a free port. Default off.")
        ] + restTokens + [
            Flag(
                "write-env", "file",
                help: "Write REDIS_URL, KV_REST_API_URL and KV_REST_API_TOKEN to a file for dotenv, once "
                    + "it listens.")
        ])

    fileprivate static let runREST = FlagSection(
        "Upstash REST, as Vercel KV speaks it",
        [Flag("rest-port", "number", help: "TCP port; 0 takes a free one. Default 0.")] + restTokens)

    fileprivate static let access = FlagSection(
        "Who may use it",
        [
            password,
            Flag(
                "protected-mode", "yes|no",
                help: "Without a password, serve clients on this machine only. Default yes."),
            Flag("maxclients", "number", help: "Connections served at once. Default 10000."),
            timeout,
        ])

    fileprivate static let runListening = FlagSection(
        "The server",
        [
            Flag("port", "number", help: "TCP port; 0 takes a free one. Default 0."),
            unixSocket,
            password,
            timeout,
        ])

    fileprivate static let command = FlagSection(
        "The command",
        [
            Flag(
                "fixture", "file", isRepeated: true,
                help: """
                    Run the commands of a file first, one a line, as typed into redis-cli; or load an RDB \
                    file.
                    """),
            Flag("print-journal", help: "Print what clients have sent to standard error, at the end."),
            Flag("dump-on-exit", help: "Print the data to standard error when the command has ended."),
            Flag(
                "kill-after", "seconds",
                help: "How long the command may take to end after TERM or HUP before it is killed. Default 5."
            ),
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
                help: "Which changes of keys are published, by the letters of CONFIG SET. Default none."),
            Flag(
                "dir", "folder",
                help: "Start with the RDB file in this folder, and write it on SAVE. Default: memory only."),
            Flag("dbfilename", "name", help: "The name of that file. Default dump.rdb."),
            Flag("save", "schedule", help: "Accepted for redis-server's sake: nothing is saved by itself."),
            Flag("appendonly", "no", help: "Accepted for redis-server's sake, if it is no."),
        ])

    fileprivate static func controls(impliedByRun: Bool) -> FlagSection {
        let testControls = Flag(
            "test-controls", help: "Obey HERMETIC commands, which move the clock and more. Default off.")
        let clock = [
            Flag(
                "clock", "system|manual",
                help: "Whether time passes by itself, or only by HERMETIC CLOCK ADVANCE. Default system."),
            Flag(
                "clock-start", "milliseconds",
                help: "The time at the start, in Unix milliseconds. Default the present."),
        ]
        return FlagSection("For tests", impliedByRun ? clock : [testControls] + clock)
    }

    fileprivate static let other = FlagSection(
        "How it runs",
        [
            Flag(
                "seed", "number",
                help: "Seed of everything random: the same seed and commands give the same replies."),
            Flag("log-level", "level", help: "debug, verbose, notice (the default) or warning."),
        ])
}
