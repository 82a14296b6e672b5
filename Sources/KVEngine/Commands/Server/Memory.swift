// MEMORY: the container, what a key takes, and PURGE.

import RESP

extension Command {
    /// Holds the subcommands about memory.
    static let memory = Command(
        container: "memory",
        docs: Docs(
            .server, since: "4.0.0", "Holds the commands about memory.",
            complexity: "That of the subcommand"),
        subcommands: [
            .memoryUsage, .memoryStats, .memoryDoctor, .memoryMallocStats, .memoryPurge, .memoryHelp,
        ])

    /// Returns the bytes that a key, its value and its share of the tables take.
    ///
    /// They are counted as the value changes, so SAMPLES changes nothing. Looking counts as no use of the key.
    static let memoryUsage = Command(
        "usage", arity: -3, [.readonly], keys: [.at(2, .ro)],
        docs: Docs(
            .server, since: "4.0.0", "Returns the memory that a key takes.",
            complexity: "O(N) in the number of samples, of which none is needed here",
            syntax: "key [SAMPLES count:integer]")
    ) { call throws(RedisError) in
        let key = try call.key()
        while call.remaining > 0 {
            guard call.remaining >= 2, call.accept("samples") else { throw .syntax }
            guard try call.integer() >= 0 else { throw .syntax }
        }
        guard let entry = call.live(key) else { return call.reply.null() }
        call.reply.integer(entry.memoryUsage + Entry.tableShare + (entry.expires ? Entry.deadlineShare : 0))
    }

    /// Answers OK: the allocator is left to itself.
    static let memoryPurge = Command(
        "purge", arity: 2, [], tips: ["request_policy:all_shards", "response_policy:all_succeeded"],
        docs: Docs(
            .server, since: "4.0.0", "Asks the allocator to give memory back.",
            complexity: "That of the allocator")
    ) { call throws(RedisError) in
        call.reply.ok()
    }

    /// Says what the subcommands do.
    static let memoryHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.server, since: "4.0.0", "Shows what the MEMORY subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "MEMORY",
            [
                ("DOCTOR", "Advice in words."),
                ("MALLOC-STATS", "Says that the allocator gives no statistics."),
                ("PURGE", "Accepted; the allocator is left to itself."),
                ("STATS", "How memory is used, under Redis's names."),
                ("USAGE <key> [SAMPLES <count>]", "The bytes that a key and its value take."),
            ])
    }
}

extension Entry {
    /// The bytes of a bucket of the key table.
    fileprivate static let tableShare = 8
    /// The bytes of a place in the deadline heap.
    fileprivate static let deadlineShare = 16
}
