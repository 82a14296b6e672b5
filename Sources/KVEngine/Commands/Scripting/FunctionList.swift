// FUNCTION LIST and STATS: what libraries there are, and which function runs.

import RESP

extension Command {
    /// Lists the libraries with their functions.
    static let functionList = Command(
        "list", arity: -2, [.noscript], tips: ["nondeterministic_output_order"],
        docs: Docs(
            .scripting, since: "7.0.0", "Lists the libraries with their functions.",
            complexity: "O(N) in the number of functions",
            syntax: "[LIBRARYNAME library-name-pattern:string] [WITHCODE]")
    ) { call throws(RedisError) in
        var (pattern, hasCode): (ByteView?, Bool) = (nil, false)
        while call.remaining > 0 {
            if !hasCode, call.accept("withcode") {
                hasCode = true
            } else if pattern == nil, call.accept("libraryname") {
                guard call.remaining > 0 else { throw RedisError("ERR library name argument was not given") }
                pattern = try call.bytes()
            } else {
                throw .quoting("ERR Unknown argument ", try call.bytes(), "", limit: .max)
            }
        }
        let glob = pattern.map { Glob($0) }
        let all = call.engine.madeScripting?.madeFunctions?.set.libraries ?? []
        let libraries = all.filter { library in
            library.name.withByteView { name in glob?.matches(name, ignoringCase: true) ?? true }
        }
        call.reply.array(libraries.count)
        for library in libraries { call.reply.describe(library, withCode: hasCode) }
    }

    /// Tells of the function that runs, and how many there are.
    static let functionStats = Command(
        "stats", arity: 2, [.noscript, .allowBusy],
        tips: ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
        docs: Docs(
            .scripting, since: "7.0.0", "Tells of the function that runs, and how many there are.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        let run = call.engine.madeScripting?.run
        if let run, run.isEval { throw .busyWithScript }
        call.reply.map(2)
        call.reply.bulk("running_script")
        if let run { call.describe(run) } else { call.reply.null() }
        call.reply.bulk("engines")
        call.reply.map(1)
        call.reply.bulk("LUA")
        let set = call.engine.madeScripting?.madeFunctions?.set ?? LibrarySet()
        call.reply.map(2)
        call.reply.bulk("libraries_count")
        call.reply.integer(set.libraries.count)
        call.reply.bulk("functions_count")
        call.reply.integer(set.functions.count)
    }
}

extension Call {
    fileprivate func describe(_ run: ScriptRun) {
        reply.map(3)
        reply.bulk("name")
        reply.bulk(run.name)
        reply.bulk("command")
        reply.array(run.words.count)
        for word in run.words { reply.bulk(word) }
        reply.bulk("duration_ms")
        reply.integer(Int64((engine.monotonicNanoseconds() &- run.begun) / 1_000_000))
    }
}

extension ReplyWriter {
    fileprivate func describe(_ library: FunctionLibrary, withCode: Bool) {
        map(withCode ? 4 : 3)
        bulk("library_name")
        bulk(library.name)
        bulk("engine")
        bulk("LUA")
        bulk("functions")
        array(library.functions.count)
        for function in library.functions { describe(function) }
        guard withCode else { return }
        bulk("library_code")
        bulk(library.code)
    }

    private func describe(_ function: RegisteredFunction) {
        map(3)
        bulk("name")
        bulk(function.name)
        bulk("description")
        if let description = function.description { bulk(description) } else { null() }
        bulk("flags")
        let flags = ScriptFlags.names.filter { function.flags.contains($0.0) }
        set(flags.count)
        for (_, name) in flags { simple(name) }
    }
}
