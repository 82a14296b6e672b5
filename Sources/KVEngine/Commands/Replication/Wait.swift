// WAIT: until replicas have what this client has written.

import RESP

extension Command {
    /// Waits until as many replicas as are asked for have the client's writes, or the time is up, and answers how many
    /// have.
    ///
    /// The time is in milliseconds; 0 is for ever. A transaction does not wait. Error order: the server's part, the
    /// number, the time.
    static let wait = Command(
        "wait", arity: 3, [.noscript], categories: [.connection],
        tips: ["request_policy:all_shards", "response_policy:agg_min"],
        docs: Docs(
            .generic, since: "3.0.0", "Waits for replicas to have received the writes so far.",
            complexity: "O(1)", syntax: "numreplicas:integer timeout:integer")
    ) { call throws(RedisError) in
        guard call.engine.replication.master == nil else { throw .waitOnReplica }
        let wanted = try call.integer()
        let deadline = try call.timeout()
        let offset = call.client.replicationOffset
        let count = call.engine.replicaCount(having: offset)
        guard count < wanted, !call.isInTransaction else { return call.reply.integer(Int(count)) }
        call.block(for: .replicas(wanted, having: offset), at: 0..<0, until: deadline)
        if call.engine.isPropagating { call.engine.askForAcknowledgements() }
    }
}

extension Call {
    /// The next argument as a time to wait in milliseconds: the instant of its end, `.max` for ever and for
    /// what goes beyond the clock.
    fileprivate mutating func timeout() throws(RedisError) -> Int64 {
        let milliseconds = try integer(or: .timeoutNotAnInteger)
        guard milliseconds >= 0 else { throw .negativeTimeout }
        return deadline(milliseconds: milliseconds)
    }
}

extension RedisError {
    /// WAIT where writes go nowhere.
    fileprivate static var waitOnReplica: RedisError {
        RedisError(
            """
            ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if a replica is \
            configured to be writable (which is not the default) writes to replicas are just local and are not \
            propagated.
            """)
    }
}
