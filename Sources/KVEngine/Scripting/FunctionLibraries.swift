// The functions of a server: their libraries, and the interpreter where they live. A library is code that is run once,
// with nothing to use but what registers functions; these then run with all that scripts have.
//
// Source: https://redis.io/docs/manual/programmability/functions-intro/

import KVLua
import RESP

/// The libraries of a server.
final class FunctionLibraries {
    let interpreter: ScriptInterpreter
    var set = LibrarySet()
    /// The table in which the interpreter's code looks for what is global.
    private let lookup: LuaTable
    /// The globals of functions, and those of code that is being loaded.
    private let globals: LuaTable
    private let loadingGlobals: LuaTable
    /// The library that is being loaded.
    private var loading: FunctionLibrary?

    init(engine: Engine) {
        interpreter = ScriptInterpreter(engine: engine, forFunctions: true)
        let state = interpreter.state
        globals = state.globals
        (lookup, loadingGlobals) = (state.makeTable(), state.makeTable())
        // What code sees is an empty table, behind which one or the other stands.
        lookup.assign("__index", .table(globals))
        lookup.isReadOnly = true
        state.globals = state.makeTable()
        state.globals.metatable = lookup
        state.globals.isReadOnly = true
        fillLoadingGlobals()
    }

    private func fillLoadingGlobals() {
        let redis = interpreter.state.makeTable()
        interpreter.add("register_function", to: redis) { [unowned self] _, _, arguments throws(LuaFailure) in
            try self.register(arguments)
        }
        interpreter.addLog(to: redis)
        redis.metatable = interpreter.makeErrorMetatable()
        loadingGlobals.assign("redis", .table(redis))
        loadingGlobals.metatable = interpreter.makeErrorMetatable()
        loadingGlobals.protect()
    }

    // MARK: Loading

    /// Loads a library; its name.
    ///
    /// - Parameters:
    ///   - set: what it is added to.
    ///   - limit: the nanoseconds that its code may take.
    func load(
        _ code: [UInt8], replacing: Bool, into set: inout LibrarySet, limit: UInt64?
    ) throws(RedisError) -> [UInt8] {
        let header = try LibraryHeader(of: code)
        var changed = set
        if changed.remove(header.name), !replacing {
            throw .quoting("ERR Library '", header.name, "' already exists")
        }
        let library = try run(
            FunctionLibrary(name: header.name, code: code), from: header.length, limit: limit)
        guard !library.functions.isEmpty else { throw RedisError("ERR No functions registered") }
        try changed.add(library)
        set = changed
        return header.name
    }

    /// Runs the code of a library, for the functions that it registers.
    private func run(
        _ library: FunctionLibrary, from start: Int, limit: UInt64?
    ) throws(RedisError) -> FunctionLibrary {
        look(in: loadingGlobals)
        loading = library
        defer {
            loading = nil
            look(in: globals)
        }
        let state = interpreter.state
        let function: LuaFunction
        do throws(LuaFailure) {
            function = try state.compile(Array(library.code[start...]), chunkName: "@user_function")
        } catch {
            throw .quoting("ERR Error compiling function: ", error.bytes)
        }
        if let failure = finish(state.run(function, []), within: limit) {
            throw .quoting("ERR Error registering functions: ", ScriptError.message(of: failure, in: state))
        }
        return loading ?? library
    }

    private func finish(_ run: LuaRun, within limit: UInt64?) -> LuaFailure? {
        let engine = interpreter.engine
        let begun = engine.monotonicNanoseconds()
        interpreter.sliceBegun = begun
        while true {
            switch run.resume(instructions: ScriptLimits.instructions) {
            case .finished: return nil
            case .failed(let failure): return failure
            case .suspended:
                guard let limit, engine.monotonicNanoseconds() &- begun > limit else { continue }
                interpreter.state.interrupt("FUNCTION LOAD timeout")
            }
        }
    }

    private func look(in table: LuaTable) {
        lookup.isReadOnly = false
        lookup.assign("__index", .table(table))
        lookup.isReadOnly = true
    }

    // MARK: Registering

    /// redis.register_function(name, callback), or with one table of named arguments.
    private func register(_ arguments: LuaArguments) throws(LuaFailure) -> LuaResults {
        guard let library = loading else {
            throw try interpreter.failure(
                "redis.register_function can only be called on FUNCTION LOAD command")
        }
        let request: FunctionRequest
        do throws(FunctionRequest.Mistake) {
            request = try FunctionRequest(arguments)
            guard LibraryHeader.isName(request.name) else { throw .init(text: LibraryHeader.nameRule) }
            guard !library.functions.contains(where: { $0.name == request.name }) else {
                throw .init(text: "Function already exists in the library")
            }
        } catch {
            throw try interpreter.failure(error.text)
        }
        loading?.functions.append(
            RegisteredFunction(
                name: request.name, library: library.name, description: request.description,
                flags: request.flags, function: request.callback))
        return .none
    }
}

extension Scripting {
    /// The function of a name, in any case.
    func knownFunction(named name: ByteView) -> RegisteredFunction? {
        madeFunctions?.set.functions[[UInt8](name.beforeNUL).lowercasedASCII]
    }
}
