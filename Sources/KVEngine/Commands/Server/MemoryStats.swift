// MEMORY STATS, DOCTOR and MALLOC-STATS: what is known of the server's memory as a whole. The figures are those of
// INFO's Memory section: what the databases take is counted, the process's own memory is asked for, and of the
// allocator nothing is known, so that what Redis asks of it is told as of an allocator without waste.

import RESP

extension Command {
    /// Returns where the memory is, under Redis's names.
    static let memoryStats = Command(
        "stats", arity: 2, [],
        tips: ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
        docs: Docs(.server, since: "4.0.0", "Returns how memory is used.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.engine.removeExpired()
        let facts = MemoryFacts(call.engine)
        let databases = call.engine.databases.used.filter { $0.element.count > 0 }
        call.reply.map(27 + databases.count)
        call.reply.facts(before: facts)
        for (index, database) in databases { call.reply.facts(of: database, index) }
        call.reply.facts(after: facts)
    }

    /// Returns advice in words.
    static let memoryDoctor = Command(
        "doctor", arity: 2, [],
        tips: ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
        docs: Docs(.server, since: "4.0.0", "Returns advice about memory.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.verbatim(MemoryFacts(call.engine).advice)
    }

    /// Returns the allocator's statistics, of which there are none.
    static let memoryMallocStats = Command(
        "malloc-stats", arity: 2, [],
        tips: ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
        docs: Docs(
            .server, since: "4.0.0", "Returns the allocator's statistics, of which there are none.",
            complexity: "That of the allocator")
    ) { call throws(RedisError) in
        call.reply.verbatim("The allocator is the C library's; it gives no statistics.\n")
    }
}

/// The sums that MEMORY tells of.
private struct MemoryFacts {
    let used: Int
    let peak: Int
    let resident: Int
    let overhead: Int
    let keys: Int

    init(_ engine: Engine) {
        used = engine.usedMemory
        engine.peakMemory = max(engine.peakMemory, used)
        peak = engine.peakMemory
        resident = engine.environment.residentBytes()
        overhead = engine.databases.used.reduce(0) { $0 + $1.element.overheadBytes }
        keys = engine.databases.used.reduce(0) { $0 + $1.element.count }
    }

    /// How many times what the databases take the process has.
    var fragmentation: Double { used > 0 ? Double(resident) / Double(used) : 0 }

    static func percentage(_ part: Int, of whole: Int) -> Double {
        whole > 0 ? Double(part) * 100 / Double(whole) : 0
    }

    /// Below this many bytes there is nothing to be said of memory.
    private static let tooLittle = 5 << 20

    var advice: String {
        if used < MemoryFacts.tooLittle {
            return "The data takes less than 5 MB: too little to say anything about its memory.\n"
        }
        if used * 3 < peak * 2 {
            return """
                The data once took \(InfoText.fixed(Double(peak) / Double(used), places: 1)) times what it takes \
                now. The process may keep the memory it needed then; that is no leak.\n
                """
        }
        return "Nothing is wrong with the memory of this server.\n"
    }
}

extension ReplyWriter {
    private func fact(_ name: StaticString, _ value: Int) {
        bulk(name)
        integer(value)
    }

    private func fact(_ name: StaticString, _ value: Double) {
        bulk(name)
        // Redis keeps these as single-precision numbers.
        DoubleText.withSpelling(of: Double(Float(value))) { double(spelled: $0) }
    }

    /// What Redis tells before the databases.
    fileprivate func facts(before facts: MemoryFacts) {
        fact("peak.allocated", facts.peak)
        fact("total.allocated", facts.used)
        fact("startup.allocated", 0)
        for name: StaticString in [
            "replication.backlog", "clients.slaves", "clients.normal", "cluster.links", "aof.buffer",
            "lua.caches", "functions.caches",
        ] { fact(name, 0) }
    }

    fileprivate func facts(of database: Database, _ index: Int) {
        bulk("db.\(index)")
        map(3)
        fact("overhead.hashtable.main", database.keys.bucketBytes)
        fact("overhead.hashtable.expires", database.deadlines.memoryUsage)
        fact("overhead.hashtable.slot-to-keys", 0)
    }

    /// What Redis tells after the databases.
    fileprivate func facts(after facts: MemoryFacts) {
        fact("overhead.total", facts.overhead)
        fact("keys.count", facts.keys)
        fact("keys.bytes-per-key", facts.keys > 0 ? facts.used / facts.keys : 0)
        fact("dataset.bytes", facts.used - facts.overhead)
        fact("dataset.percentage", MemoryFacts.percentage(facts.used - facts.overhead, of: facts.used))
        fact("peak.percentage", MemoryFacts.percentage(facts.used, of: facts.peak))
        fact("allocator.allocated", facts.used)
        fact("allocator.active", facts.resident)
        fact("allocator.resident", facts.resident)
        fact("allocator-fragmentation.ratio", 1.0)
        fact("allocator-fragmentation.bytes", 0)
        fact("allocator-rss.ratio", 1.0)
        fact("allocator-rss.bytes", 0)
        fact("rss-overhead.ratio", 1.0)
        fact("rss-overhead.bytes", 0)
        fact("fragmentation", facts.fragmentation)
        fact("fragmentation.bytes", max(0, facts.resident - facts.used))
    }
}
