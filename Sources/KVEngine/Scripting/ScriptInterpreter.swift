// An interpreter for scripts: a Lua with Redis's own libraries and the `redis` object, whose globals nobody can change,
// and the client in whose name scripts run commands.
//
// Source: https://redis.io/docs/manual/programmability/lua-api/

import KVLua
import RESP

/// Where scripts run.
final class ScriptInterpreter {
    unowned let engine: Engine
    let state = LuaState()
    /// Whose commands the scripts' commands are: without a connection, and never waiting.
    let client: Client
    /// The script that runs here.
    var run: ScriptRun?
    let arguments = ArgumentList()
    let input = ByteBuffer()
    let output = ByteBuffer()
    /// When the present slice began, in monotonic nanoseconds.
    var sliceBegun: UInt64 = 0
    /// Whether functions run here, rather than the scripts of EVAL.
    let isForFunctions: Bool

    init(engine: Engine, forFunctions isForFunctions: Bool = false) {
        self.engine = engine
        self.isForFunctions = isForFunctions
        client = engine.makeScriptClient()
        openLibraries()
        set("redis", .table(makeRedisTable()))
        addErrorHandler()
        refuseUnknownGlobals()
        state.globals.protect()
        state.stringMetatable?.protect()
        state.shouldContinue = { [unowned self] in
            self.engine.monotonicNanoseconds() &- self.sliceBegun < ScriptLimits.nested
        }
    }

    /// Sets a global variable while that is still possible.
    func set(_ name: String, _ value: LuaValue) { state.globals.assign(name, value) }

    /// Sets the variables in which scripts find what they were called with.
    func setArguments(keys: [LuaValue], arguments: [LuaValue]) {
        state.globals.isReadOnly = false
        set("KEYS", .table(state.makeTable(of: keys)))
        set("ARGV", .table(state.makeTable(of: arguments)))
        state.globals.isReadOnly = true
    }

    // MARK: Globals

    private func openLibraries() {
        do throws(LuaFailure) {
            try state.openRedisLibraries()
            // What Lua has of the system, scripts are not to see.
            try state.globals.set("os", .nil)
        } catch {
            preconditionFailure("a new interpreter has room for its libraries")
        }
    }

    /// Adds a function that Redis leaves among the globals: it makes a table of an error.
    private func addErrorHandler() {
        guard !isForFunctions else { return }
        let handler = state.makeFunction(named: "__redis__err__handler") {
            state, arguments throws(LuaFailure) in
            if case .table = arguments[0] { return .one(arguments[0]) }
            let table = state.makeTable()
            try table.set("err", .string(Array("ERR ".utf8) + state.spelling(of: arguments[0])))
            return .one(.table(table))
        }
        set("__redis__err__handler", .function(handler))
    }

    /// A global that is not there is an error, since it would be a mistake in most cases.
    private func refuseUnknownGlobals() {
        state.globals.metatable = makeErrorMetatable()
    }

    /// A metatable of tables in which what is not there is an error.
    func makeErrorMetatable() -> LuaTable {
        let metatable = state.makeTable()
        metatable.assign(
            "__index",
            .function(
                state.makeFunction(named: "__index") { state, arguments throws(LuaFailure) in
                    guard arguments.count == 2 else {
                        throw state.failure("Wrong number of arguments to luaProtectedTableError")
                    }
                    switch arguments[1] {
                    case .string, .number: break
                    default:
                        throw state.failure(
                            "Second argument to luaProtectedTableError must be a string or number")
                    }
                    let name = String(decoding: try arguments.string(1).bytes.beforeNUL, as: UTF8.self)
                    throw state.failure("Script attempted to access nonexistent global variable '\(name)'")
                }))
        return metatable
    }
}

extension Engine {
    /// Makes the client in whose name scripts run commands.
    func makeScriptClient() -> Client {
        let client = Client(id: 0, user: access.defaultUser)
        client.isScript = true
        client.mayBlock = false
        client.address = "?:0"
        return client
    }
}

extension LuaTable {
    /// Sets a field of a table that the server makes.
    func assign(_ name: String, _ value: LuaValue) {
        do throws(LuaFailure) { try set(name, value) } catch {}
    }

    /// Lets nobody change this table, nor any that can be reached from it.
    func protect() {
        var pending = [self]
        while let table = pending.popLast() {
            guard !table.isReadOnly else { continue }
            table.isReadOnly = true
            if let metatable = table.metatable { pending.append(metatable) }
            var key = LuaValue.nil
            while let pair = table.pair(after: key) {
                if case .table(let inner) = pair.value { pending.append(inner) }
                key = pair.key
            }
        }
    }

    /// The pair after a key in the table's order; nil after the last.
    func pair(after key: LuaValue) -> (key: LuaValue, value: LuaValue)? {
        do throws(LuaFailure) { return try next(after: key) } catch { return nil }
    }
}

extension LuaState {
    /// A table with values at 1, 2 and so on.
    func makeTable(of values: [LuaValue]) -> LuaTable {
        let table = makeTable(arrayCapacity: values.count)
        do throws(LuaFailure) {
            for (index, value) in values.enumerated() { try table.set(index + 1, value) }
        } catch {}
        return table
    }
}
