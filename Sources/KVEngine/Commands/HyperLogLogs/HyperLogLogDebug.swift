// PFDEBUG and PFSELFTEST: what a HyperLogLog looks like inside, and whether registers and estimates are sound.
//
// Source: https://redis.io/commands/pfdebug/, https://redis.io/commands/pfselftest/

import RESP

extension Command {
    /// Error order: the key, its type, then the subcommand.
    static let pfdebug = Command(
        "pfdebug", arity: 3, [.write, .denyOOM, .admin], keys: [.at(2, [.rw, .access])],
        docs: Docs(
            .hyperloglog, since: "2.8.9", "Tells of the registers and the encoding of a HyperLogLog.",
            complexity: "N/A", status: .system, syntax: "subcommand key")
    ) { call throws(RedisError) in
        let key = call.argument(2)
        guard let found = call.lookupForWriting(key) else {
            throw RedisError("ERR The specified key does not exist")
        }
        _ = try call.hyperLogLog(found)
        let entry = call.rawString(key, found, growingTo: 0)
        if call.accept("getreg") {
            try call.listRegisters(entry)
        } else if call.accept("decode") {
            try call.spellRuns(entry)
        } else if call.accept("encoding") {
            call.reply.simple(try call.hyperLogLog(entry).isDense ? "dense" : "sparse")
        } else if call.accept("todense") {
            call.reply.integer(try call.becomeDense(entry).wasSparse ? 1 : 0)
        } else {
            throw .quoting("ERR Unknown PFDEBUG subcommand '", call.argument(1), "'", limit: .max)
        }
    }

    /// Does a thousandth of the work that Redis does: enough to find what is broken, and not so much that the other
    /// servers of the process have to wait.
    static let pfselftest = Command(
        "pfselftest", arity: 1, [.admin],
        docs: Docs(
            .hyperloglog, since: "2.8.9", "Tests the registers and the estimates of HyperLogLogs.",
            complexity: "N/A", status: .system)
    ) { call throws(RedisError) in
        let test = HyperLogLogSelfTest(seed: call.engine.random.value.next())
        try test.checkRegisters()
        try test.checkEstimates(sizeLimit: call.engine.settings.hllSparseMaxBytes)
        call.reply.ok()
    }
}

extension Call {
    /// Makes a HyperLogLog dense; that counts as a change, of which nobody is told.
    fileprivate func becomeDense(_ entry: Entry) throws(RedisError) -> (entry: Entry, wasSparse: Bool) {
        var edit = HyperLogLogEdit(entry, self)
        if edit.isDense { return (entry, false) }
        try edit.becomeDense(self)
        engine.counters.value.dirty &+= 1
        return (edit.entry, true)
    }

    fileprivate func listRegisters(_ entry: Entry) throws(RedisError) {
        let bytes = try becomeDense(entry).entry.bytes
        reply.array(HyperLogLog.registerCount)
        for register in 0..<HyperLogLog.registerCount {
            reply.integer(Int64(DenseRegisters.value(register, in: bytes)))
        }
    }

    /// Answers with the runs of a sparse one, `Z:100 v:2,1 z:20`, in order or not.
    fileprivate func spellRuns(_ entry: Entry) throws(RedisError) {
        let view = try hyperLogLog(entry)
        if view.isDense { throw RedisError("ERR HLL encoding is not sparse") }
        var runs: [String] = []
        var position = HyperLogLog.headerSize
        while position < view.bytes.count {
            let run = SparseRun(in: view.bytes, at: position)
            position += run.size
            let word = run.value > 0 ? "v:\(run.value)," : run.size == 1 ? "z:" : "Z:"
            runs.append("\(word)\(run.length)")
        }
        reply.bulk(runs.joined(separator: " "))
    }
}
