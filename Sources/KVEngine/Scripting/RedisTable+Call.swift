// redis.call and redis.pcall: a script's command, run by the engine like any other, and its reply as a value of Lua.

import KVLua
import RESP

extension ScriptInterpreter {
    /// Runs a command; an error is thrown, or given back as a table.
    func call(_ words: LuaArguments, raises: Bool) throws(LuaFailure) -> LuaResults {
        guard let run else {
            throw try failure("redis.call/pcall can only be called inside a script invocation")
        }
        if let mistake = readWords(words) {
            return try result(.table(state.errorTable(saying: mistake)), isError: true, raises: raises)
        }
        output.removeAll()
        if let refusal = runCommand(for: run) {
            let table = try refusal.withLine { line throws(LuaFailure) in
                try state.errorTable(line, isCounted: true)
            }
            return try result(.table(table), isError: true, raises: raises)
        }
        let isError = !output.isEmpty && output.view[0] == UInt8(ascii: "-")
        var reader = LuaReplyReader(output.view, into: state)
        let value = try reader.value()
        output.shrink(to: ScriptInterpreter.keptOutput)
        return try result(value, isError: isError, raises: raises)
    }

    /// The bytes of output that are kept for the next command.
    private static let keptOutput = 1 << 16

    private func result(
        _ value: LuaValue, isError: Bool, raises: Bool
    ) throws(LuaFailure) -> LuaResults {
        if isError, raises { throw placed(LuaFailure(value)) }
        return .one(value)
    }

    /// Whether the user of the script's client may run a command.
    func checkPermissions(_ words: LuaArguments) throws(LuaFailure) -> LuaResults {
        let run = try requireRun(of: "redis.acl_check_cmd")
        if let mistake = readWords(words) { throw try failure(mistake) }
        let request = RequestWords(arguments, in: input.view)
        guard let id = engine.table.find(request) else {
            throw try failure("Invalid command passed to redis.acl_check_cmd()")
        }
        return .one(.boolean(run.caller.user.rules.denial(of: id, request, engine.table) == nil))
    }

    // MARK: Words

    /// Puts a command's words where a call finds them; what is wrong with them, if anything is.
    private func readWords(_ words: LuaArguments) -> String? {
        guard words.count > 0 else { return "Please specify at least one argument for this redis lib call" }
        arguments.reset()
        input.removeAll()
        for index in 0..<words.count {
            let start = input.count
            switch words[index] {
            case .string(let string): input.append(string.bytes)
            case .number(let number): append(number)
            default: return "Lua redis lib command arguments must be strings or integers"
            }
            arguments.append(offset: start, length: input.count - start)
        }
        return nil
    }

    /// Lua would spell a number with fourteen digits; a command gets all of them.
    private func append(_ number: Double) {
        if let integer = Int64(exactly: number), integer.magnitude < 1 << 53,
            number.sign == .plus || integer != 0
        {
            input.append(decimal: integer)
        } else {
            DoubleText.withSpelling(of: number) { input.append($0) }
        }
    }

    // MARK: Running

    /// Runs the command whose words have been read; why it is refused, if it is.
    private func runCommand(for run: ScriptRun) -> RedisError? {
        var call = Call(engine: engine, client: client, arguments: arguments, output: output)
        call.input = input.view
        return call.dispatch(for: run)
    }
}

extension RedisError {
    /// Lends the error as the line of a reply, without the dash.
    func withLine<R, E: Error>(_ body: (ByteView) throws(E) -> R) throws(E) -> R {
        try (bytes ?? Array(text.utf8)).withByteView(body)
    }
}
