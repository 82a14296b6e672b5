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

    /// Answers OK to NO ONE, since a master the server is; it cannot be made a replica.
    ///
    /// Error order: the port, then that there is no replication.
    static let replicaof = becomesReplica("replicaof", since: "5.0.0")
    static let slaveof = becomesReplica(
        "slaveof", since: "1.0.0", status: .deprecated(since: "5.0.0", by: "`REPLICAOF`"))

    private static func becomesReplica(
        _ name: StaticString, since: StaticString, status: Docs.Status = .current
    ) -> Command {
        Command(
            name, arity: 3, [.admin, .noscript, .stale, .noAsyncLoading],
            docs: Docs(
                .server, since: since, "Makes the server a replica, which it cannot be here, or a master.",
                complexity: "O(1)", status: status,
                syntax: "args:(host-port:(host port:integer)|no-one:(NO ONE))")
        ) { call throws(RedisError) in
            if call.accept("no"), call.accept("one") { return call.reply.ok() }
            call.next = 2
            let invalid = RedisError("ERR Invalid master port")
            guard (0...65535).contains(try call.integer(or: invalid)) else { throw invalid }
            throw RedisError("ERR this server has no replication: it is a master and stays one")
        }
    }

    /// Fails: there is no replica to hand over to.
    ///
    /// Error order: the options as they come, then the lack of replicas.
    static let failover = Command(
        "failover", arity: -1, [.admin, .noscript, .stale],
        docs: Docs(
            .server, since: "6.2.0", "Hands over to a replica, of which there is none.", complexity: "O(1)",
            syntax: "[TO target:(host port:integer [FORCE])] [ABORT] [TIMEOUT milliseconds:integer]")
    ) { call throws(RedisError) in
        if call.remaining == 1, call.accept("abort") { throw RedisError("ERR No failover in progress.") }
        var (hasTimeout, hasTarget, isForced) = (false, false, false)
        while call.remaining > 0 {
            if call.remaining >= 2, !hasTimeout, call.accept("timeout") {
                hasTimeout = true
                guard try call.integer() > 0 else {
                    throw RedisError("ERR FAILOVER timeout must be greater than 0")
                }
            } else if call.remaining >= 3, !hasTarget, call.accept("to") {
                hasTarget = true
                _ = try call.bytes()
                _ = try call.integer()
            } else if !isForced, call.accept("force") {
                isForced = true
            } else {
                throw .syntax
            }
        }
        throw RedisError("ERR FAILOVER requires connected replicas.")
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
        guard replicas > 0 else { return call.reply.integer(0) }
        call.block(for: .replicas, at: 0..<0, until: timeout)
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
