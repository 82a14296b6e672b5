// What a server without a disk answers to those who ask about it.

import RESP

extension Command {
    /// Returns when the data was last saved: as nothing is, the start of the server, in Unix seconds.
    static let lastsave = Command(
        "lastsave", arity: 1, [.loading, .stale, .fast], categories: [.admin, .dangerous],
        tips: ["nondeterministic_output"],
        docs: Docs(
            .server, since: "1.0.0", "Returns the time of the last save, here of the start.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(call.engine.startedAt / 1_000_000)
    }
}
