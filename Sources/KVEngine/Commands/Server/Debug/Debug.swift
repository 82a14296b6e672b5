// DEBUG: the subcommands that test suites use. It is always allowed here (a redis-server wants
// `enable-debug-command` for it): this server exists to be tested against.

import RESP

extension Command {
    /// Runs one of the operations below.
    static let debug = Command(
        "debug", arity: -2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "1.0.0", "Holds the commands that tests of a server use.",
            complexity: "That of the subcommand", status: .system)
    ) { call throws(RedisError) in
        let word = try call.bytes()
        if word.matchesBeforeNUL("help"), call.remaining == 0 { return DebugOperation.help(&call) }
        let found = DebugOperation.all.first { word.matchesBeforeNUL($0.name) }
        guard let found, found.arguments.contains(call.remaining) else {
            throw .subcommandSyntax(word, of: "DEBUG")
        }
        try found.run(&call)
    }
}

/// A subcommand of DEBUG.
///
/// Redis tells a wrong number of arguments as it tells an unknown word, so these are not entries of the table.
struct DebugOperation: Sendable {
    let name: StaticString
    let arguments: ClosedRange<Int>
    /// How it is spelled and what it does, for DEBUG HELP.
    let form: StaticString
    let text: StaticString
    let run: Command.Handler

    init(
        _ name: StaticString, _ arguments: ClosedRange<Int>, _ form: StaticString, _ text: StaticString,
        run: @escaping Command.Handler
    ) {
        (self.name, self.arguments, self.form, self.text) = (name, arguments, form, text)
        self.run = run
    }

    static let all =
        [digest, digestValue, error, tableStatistics, valueTableStatistics, jmap, loadAOF, log, object]
        + [pauseCron, populate, protocolSample, packedThreshold, reload, replicate, setActiveExpire]
        + [setScriptRefusal, skipChecksums, sleep, stringMatch]

    static func help(_ call: inout Call) { call.help("DEBUG", all.map { ($0.form, $0.text) }) }

    /// Answers with an error of the caller's making, which is not counted.
    static let error = DebugOperation(
        "error", 1...1, "ERROR <text>", "Answer with that error."
    ) { call throws(RedisError) in
        call.reply.error(RedisError(bytes: [UInt8](try call.bytes())))
    }

    /// Leaves a mark in the server's log.
    static let log = DebugOperation(
        "log", 1...1, "LOG <message>", "Write the message to the server's log."
    ) { call throws(RedisError) in
        call.engine.warn("DEBUG LOG: " + String(decoding: [UInt8](try call.bytes().beforeNUL), as: UTF8.self))
        call.reply.ok()
    }

    /// Describes how a value is kept, without counting as a use of the key; one that is due is there all the same.
    static let object = DebugOperation(
        "object", 1...1, "OBJECT <key>", "How the key's value is kept."
    ) { call throws(RedisError) in
        guard let entry = call.database.keys.find(try call.key()) else { throw .noSuchKey }
        let idle = Int64(call.engine.idleTime(of: entry)) / 10
        call.reply.simple(
            """
            Value at:0x0 refcount:1 encoding:\(entry.encoding) serializedlength:\(entry.valueBytes) \
            lru:\((call.now / 1000 - idle) & 0xFF_FFFF) lru_seconds_idle:\(idle)
            """)
    }

    /// Chooses whether keys go at their deadline (any number but 0) or only when somebody looks at them.
    static let setActiveExpire = DebugOperation(
        "set-active-expire", 1...1, "SET-ACTIVE-EXPIRE <0|1>",
        "Whether keys go at their deadline or when they are looked at."
    ) { call throws(RedisError) in
        call.engine.state.value.expiresActively = (IntegerText.parse(try call.bytes()) ?? 0) != 0
        call.reply.ok()
    }

    /// Chooses whether scripts may run commands of administration, which they may not otherwise (any number but 0).
    static let setScriptRefusal = DebugOperation(
        "set-disable-deny-scripts", 1...1, "SET-DISABLE-DENY-SCRIPTS <0|1>",
        "Whether scripts may run commands of administration."
    ) { call throws(RedisError) in
        call.engine.settings.scriptsAdminister = (IntegerText.parse(try call.bytes()) ?? 0) != 0
        call.reply.ok()
    }

    /// Chooses whether RESTORE takes a payload with a wrong checksum (any number but 0).
    static let skipChecksums = DebugOperation(
        "set-skip-checksum-validation", 1...1, "SET-SKIP-CHECKSUM-VALIDATION <0|1>",
        "Whether RESTORE takes a payload with a wrong checksum."
    ) { call throws(RedisError) in
        call.engine.settings.skipsChecksums = (IntegerText.parse(try call.bytes()) ?? 0) != 0
        call.reply.ok()
    }

    /// Lets every client wait; the thread is not blocked. What is no number is a sleep of no time.
    static let sleep = DebugOperation(
        "sleep", 1...1, "SLEEP <seconds>", "Let every client wait."
    ) { call throws(RedisError) in
        let seconds = DoubleText.parse(try call.bytes()) ?? 0
        let milliseconds = seconds > 0 ? Int64(min(seconds, 1e9) * 1000) : 0
        if let end = call.engine.sleep(call.client, milliseconds: milliseconds) {
            call.outcome = .postponed(until: end)
        } else {
            call.waited = UInt64(milliseconds) * 1_000_000
            call.reply.ok()
        }
    }

    /// Says whether a pattern matches a text.
    static let stringMatch = DebugOperation(
        "stringmatch-len", 2...2, "STRINGMATCH-LEN <pattern> <text>", "Whether the pattern matches the text."
    ) { call throws(RedisError) in
        let pattern = Glob(try call.bytes())
        call.reply.integer(pattern.matches(try call.bytes()) ? 1 : 0)
    }
}

extension Entry {
    /// The bytes of the value, about.
    fileprivate var valueBytes: Int {
        kind == .string ? StringValue(entry: self).count + 1 : object.memoryUsage
    }
}
