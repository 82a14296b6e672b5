// What a server without replicas and without a disk answers to those who ask about either.

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

    /// Returns the role of the server: a master at offset 0, without replicas.
    static let role = Command(
        "role", arity: 1, [.noscript, .loading, .stale, .fast], categories: [.admin, .dangerous],
        docs: Docs(.server, since: "2.8.12", "Returns the server's role in replication.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.array(3)
        call.reply.bulk("master")
        call.reply.integer(0)
        call.reply.array(0)
    }

    /// Waits until as many replicas have the writes as are asked for, or the time is up.
    ///
    /// There are none, so it waits out its time (in milliseconds; 0 is for ever) and answers 0, unless none
    /// is asked for. A transaction does not wait. Error order: the number, then the time.
    static let wait = Command(
        "wait", arity: 3, [.noscript], categories: [.connection],
        tips: ["request_policy:all_shards", "response_policy:agg_min"],
        docs: Docs(
            .generic, since: "3.0.0", "Waits for replicas to have received the writes so far.",
            complexity: "O(1)", syntax: "numreplicas:integer timeout:integer")
    ) { call throws(RedisError) in
        let replicas = try call.integer()
        let timeout = try call.timeout()
        if replicas > 0, !call.isInTransaction, let end = call.engine.wait(call.client, until: timeout) {
            call.outcome = .postponed(until: end)
        } else {
            call.reply.integer(0)
        }
    }
}

extension Call {
    /// The next argument as a time to wait in milliseconds: the instant of its end, `.max` for ever and for
    /// what goes beyond the clock.
    mutating func timeout() throws(RedisError) -> Int64 {
        let milliseconds = try integer(or: .timeoutNotAnInteger)
        guard milliseconds >= 0 else { throw .negativeTimeout }
        if milliseconds == 0 { return .max }
        let (end, overflow) = now.addingReportingOverflow(milliseconds)
        return overflow ? .max : end
    }
}
