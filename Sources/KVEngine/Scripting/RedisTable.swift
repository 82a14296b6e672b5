// The `redis` object: what scripts can do with the server, and what they can ask of it. The functions that run commands
// are in RedisTable+Call.swift.

import KVLua
import RESP

extension ScriptInterpreter {
    /// A function of the object; it may use the interpreter for as long as that is there.
    typealias RedisFunction =
        (ScriptInterpreter, LuaState, LuaArguments) throws(LuaFailure) -> LuaResults

    func makeRedisTable() -> LuaTable {
        let table = state.makeTable()
        add("call", to: table) { me, _, arguments throws(LuaFailure) in try me.call(arguments, raises: true) }
        add("pcall", to: table) { me, _, arguments throws(LuaFailure) in try me.call(arguments, raises: false)
        }
        add("acl_check_cmd", to: table) { me, _, arguments throws(LuaFailure) in
            try me.checkPermissions(arguments)
        }
        add("setresp", to: table) { me, _, arguments throws(LuaFailure) in try me.setVersion(arguments) }
        add("set_repl", to: table) { me, _, arguments throws(LuaFailure) in try me.setPropagation(arguments) }
        addReplies(to: table)
        addLog(to: table)
        addDebugging(to: table)
        for (name, number) in ScriptInterpreter.propagations { table.assign(name, .number(number)) }
        return table
    }

    private static let propagations: KeyValuePairs<String, Double> = [
        "REPL_NONE": 0, "REPL_AOF": 1, "REPL_SLAVE": 2, "REPL_REPLICA": 2, "REPL_ALL": 3,
    ]

    func add(_ name: String, to table: LuaTable, _ body: @escaping RedisFunction) {
        let function = state.makeFunction(named: name) { [unowned self] state, arguments throws(LuaFailure) in
            try body(self, state, arguments)
        }
        table.assign(name, .function(function))
    }

    /// An error as Redis throws it: a table with the text.
    func failure(_ text: String) throws(LuaFailure) -> LuaFailure {
        placed(LuaFailure(.table(try state.errorTable(saying: text))))
    }

    /// The failure, with the place in the script where it has happened.
    func placed(_ failure: LuaFailure) -> LuaFailure {
        var failure = failure
        if let (source, line) = state.position() { (failure.source, failure.line) = (source, line) }
        return failure
    }

    /// The script that runs.
    func requireRun(of function: String) throws(LuaFailure) -> ScriptRun {
        guard let run else { throw try failure("\(function) can only be called inside a script invocation") }
        return run
    }

    // MARK: Values

    private func addReplies(to table: LuaTable) {
        add("sha1hex", to: table) { me, state, arguments throws(LuaFailure) in
            guard arguments.count == 1 else { throw try me.failure("wrong number of arguments") }
            let bytes = arguments.text(0) ?? []
            return .one(.string(try state.makeString(bytes.withByteView { Scripting.digest(of: $0) })))
        }
        add("error_reply", to: table) { me, state, arguments throws(LuaFailure) in
            guard arguments.count == 1, case .string(let string) = arguments[0] else {
                return .one(.table(try state.errorTable(saying: "wrong number or type of arguments")))
            }
            let text =
                string.bytes.first == UInt8(ascii: "-") ? Array(string.bytes.dropFirst()) : string.bytes
            return .one(
                .table(try text.withByteView { line throws(LuaFailure) in try state.errorTable(line) }))
        }
        add("status_reply", to: table) { me, state, arguments throws(LuaFailure) in
            guard arguments.count == 1, case .string = arguments[0] else {
                return .one(.table(try state.errorTable(saying: "wrong number or type of arguments")))
            }
            let status = state.makeTable()
            try status.set("ok", arguments[0])
            return .one(.table(status))
        }
    }

    // MARK: Settings of the run

    private func setVersion(_ arguments: LuaArguments) throws(LuaFailure) -> LuaResults {
        _ = try requireRun(of: "redis.setresp")
        guard arguments.count == 1 else { throw try failure("redis.setresp() requires one argument.") }
        guard let version = ProtocolVersion(rawValue: arguments.wholeNumber(0)) else {
            throw try failure("RESP version must be 2 or 3.")
        }
        client.version = version
        return .none
    }

    private func setPropagation(_ arguments: LuaArguments) throws(LuaFailure) -> LuaResults {
        let run = try requireRun(of: "redis.set_repl")
        guard arguments.count == 1 else { throw try failure("redis.set_repl() requires two arguments.") }
        let flags = arguments.wholeNumber(0)
        guard flags & ~3 == 0 else {
            throw try failure(
                "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.")
        }
        run.tellsReplicas = flags & 2 != 0
        return .none
    }

    // MARK: The log

    /// Adds what scripts write to the server's log with, and its version.
    func addLog(to table: LuaTable) {
        add("log", to: table) { me, _, arguments throws(LuaFailure) in try me.log(arguments) }
        for (level, name) in ["LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING"].enumerated() {
            table.assign(name, .number(Double(level)))
        }
        table.assign("REDIS_VERSION", .string(Version.redis))
        table.assign("REDIS_VERSION_NUM", .number(Double(Version.redisNumber)))
    }

    private func log(_ arguments: LuaArguments) throws(LuaFailure) -> LuaResults {
        guard arguments.count >= 2 else { throw try failure("redis.log() requires two arguments or more.") }
        guard arguments.isNumber(0) else {
            throw try failure("First argument must be a number (log level).")
        }
        let level = arguments.wholeNumber(0)
        guard 0...3 ~= level else { throw try failure("Invalid debug level.") }
        guard level >= engine.settings.logLevel else { return .none }
        let words = (1..<arguments.count).compactMap { arguments.text($0) }
        engine.warn(words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
        return .none
    }

    // MARK: Debugging

    private func addDebugging(to table: LuaTable) {
        guard !isForFunctions else { return }
        add("breakpoint", to: table) { _, _, _ throws(LuaFailure) in .one(.boolean(false)) }
        add("debug", to: table) { _, _, _ throws(LuaFailure) in .none }
        add("replicate_commands", to: table) { _, _, _ throws(LuaFailure) in .one(.boolean(true)) }
    }
}

extension Settings {
    /// The level from which on messages are logged: 0 for debugging to 3 for warnings.
    fileprivate var logLevel: Int {
        let word = String(decoding: kept["loglevel"] ?? [], as: UTF8.self)
        return ["debug", "verbose", "notice", "warning"].firstIndex(of: word) ?? 2
    }
}

extension LuaArguments {
    /// The bytes of a string, or of a number as Lua spells it; nil for other values.
    func text(_ index: Int) -> [UInt8]? {
        switch self[index] {
        case .string(let string): string.bytes
        case .number(let number): NumberText.bytes(of: number)
        default: nil
        }
    }

    /// Whether it is a number or reads as one.
    func isNumber(_ index: Int) -> Bool {
        switch self[index] {
        case .number: true
        case .string(let string): NumberText.number(in: string.bytes) != nil
        default: false
        }
    }

    /// What is a number or reads as one, without its fraction, in 32 bits; 0 for other values.
    func wholeNumber(_ index: Int) -> Int {
        let number: Double? =
            switch self[index] {
            case .number(let number): number
            case .string(let string): NumberText.number(in: string.bytes)
            default: nil
            }
        return number.map { Int(Int32(exactly: $0.rounded(.towardZero)) ?? .min) } ?? 0
    }
}
