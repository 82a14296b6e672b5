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
        let found = DebugOperation.all.first { word.matches($0.name) }
        guard let found, found.arguments.contains(call.remaining) else {
            throw .subcommandSyntax(word, of: "DEBUG")
        }
        try found.run(&call)
    }
}

/// A subcommand of DEBUG.
///
/// Redis tells a wrong number of arguments as it tells an unknown word, so these are not entries of the table.
private struct DebugOperation: Sendable {
    let name: StaticString
    let arguments: ClosedRange<Int>
    let run: Command.Handler

    static let all = [error, help, jmap, object, reload, setActiveExpire, sleep, stringMatch]

    /// Answers with an error of the caller's making, which is not counted.
    static let error = DebugOperation(name: "error", arguments: 1...1) { call throws(RedisError) in
        call.reply.error(RedisError(bytes: [UInt8](try call.bytes())))
    }

    /// Accepted and does nothing: there is no Java here.
    static let jmap = DebugOperation(name: "jmap", arguments: 0...0) { call throws(RedisError) in
        call.reply.ok()
    }

    /// Describes how a value is kept, without counting as a use of the key.
    static let object = DebugOperation(name: "object", arguments: 1...1) { call throws(RedisError) in
        guard let entry = call.live(try call.key()) else { throw .noSuchKey }
        let idle = Int64(call.engine.idleTime(of: entry)) / 10
        call.reply.simple(
            """
            Value at:0x0 refcount:1 encoding:\(entry.encoding) serializedlength:\(entry.valueBytes) \
            lru:\((call.now / 1000 - idle) & 0xFF_FFFF) lru_seconds_idle:\(idle)
            """)
    }

    /// Accepted and does nothing: nothing is saved, so nothing is loaded.
    static let reload = DebugOperation(name: "reload", arguments: 0...Int.max) { call throws(RedisError) in
        while call.remaining > 0 {
            guard call.accept("merge") || call.accept("noflush") || call.accept("nosave") else {
                throw RedisError(
                    "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.")
            }
        }
        call.reply.ok()
    }

    /// Chooses whether keys go at their deadline (any number but 0) or only when somebody looks at them.
    static let setActiveExpire = DebugOperation(
        name: "set-active-expire", arguments: 1...1
    ) { call throws(RedisError) in
        call.engine.state.value.expiresActively = (IntegerText.parse(try call.bytes()) ?? 0) != 0
        call.reply.ok()
    }

    /// Lets every client wait; the thread is not blocked. What is no number is a sleep of no time.
    static let sleep = DebugOperation(name: "sleep", arguments: 1...1) { call throws(RedisError) in
        let seconds = DoubleText.parse(try call.bytes()) ?? 0
        let milliseconds = seconds > 0 ? Int64(min(seconds, 1e9) * 1000) : 0
        if let end = call.engine.sleep(call.client, milliseconds: milliseconds) {
            call.outcome = .postponed(until: end)
        } else {
            call.reply.ok()
        }
    }

    /// Says whether a pattern matches a text.
    static let stringMatch = DebugOperation(
        name: "stringmatch-len", arguments: 2...2
    ) { call throws(RedisError) in
        let pattern = Glob(try call.bytes())
        call.reply.integer(pattern.matches(try call.bytes()) ? 1 : 0)
    }

    static let help = DebugOperation(name: "help", arguments: 0...0) { call throws(RedisError) in
        call.help(
            "DEBUG",
            [
                ("ERROR <text>", "Answer with that error."),
                ("JMAP", "Accepted; does nothing."),
                ("OBJECT <key>", "How the key's value is kept."),
                ("RELOAD [MERGE] [NOFLUSH] [NOSAVE]", "Accepted; does nothing, since nothing is saved."),
                ("SET-ACTIVE-EXPIRE <0|1>", "Whether keys go at their deadline or when they are looked at."),
                ("SLEEP <seconds>", "Let every client wait."),
                ("STRINGMATCH-LEN <pattern> <text>", "Whether the pattern matches the text."),
            ])
    }
}

extension Entry {
    /// The bytes of the value, about.
    fileprivate var valueBytes: Int {
        kind == .string ? StringValue(entry: self).count + 1 : object.memoryUsage
    }
}
