// SAVE, BGSAVE and LASTSAVE: the data as an RDB file, where the owner of the server keeps one.

import RESP

extension Command {
    /// Writes all data to the file, and answers when it is there.
    static let save = Command(
        "save", arity: 1, [.admin, .noscript, .noAsyncLoading, .noMulti],
        docs: Docs(
            .server, since: "1.0.0", "Writes all data to the file, and answers then.",
            complexity: "O(N) where N is the total number of keys in all databases")
    ) { call throws(RedisError) in
        guard call.engine.save() else { throw RedisError("ERR") }
        call.reply.ok()
    }

    /// The same, at once, in O(N) for N keys: there is no process of its own for it, as in Redis, where this is O(1).
    /// SCHEDULE has nothing to wait for.
    ///
    /// A file that cannot be written is no error here, as in Redis: INFO and LASTSAVE tell of it.
    static let bgsave = Command(
        "bgsave", arity: -1, [.admin, .noscript, .noAsyncLoading],
        docs: Docs(
            .server, since: "1.0.0", "Writes all data to the file.", complexity: "O(1)",
            history: ["3.2.2": "SCHEDULE."], syntax: "[SCHEDULE@3.2.2]")
    ) { call throws(RedisError) in
        guard call.remaining == 0 || call.remaining == 1 && call.accept("schedule") else { throw .syntax }
        call.engine.saveInBackground()
        call.reply.simple("Background saving started")
    }

    /// Returns when the data was last saved, or else when the server was started, in Unix seconds.
    static let lastsave = Command(
        "lastsave", arity: 1, [.loading, .stale, .fast], categories: [.admin, .dangerous],
        tips: ["nondeterministic_output"],
        docs: Docs(
            .server, since: "1.0.0", "Returns the time of the last save, or else of the start.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(call.engine.lastSave)
    }
}
