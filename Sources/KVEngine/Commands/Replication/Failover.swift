// FAILOVER: the first part of handing over to a replica, which is as far as it goes here.

import RESP

extension Command {
    /// Fails, at the latest where the hand-over would begin.
    ///
    /// Error order: the options as they come, the server's part, the lack of replicas, what FORCE needs, the replica
    /// that is named.
    static let failover = Command(
        "failover", arity: -1, [.admin, .noscript, .stale],
        docs: Docs(
            .server, since: "6.2.0", "Hands over to a replica, which this server refuses to do.",
            complexity: "O(1)",
            syntax: "[TO target:(host port:integer [FORCE])] [ABORT] [TIMEOUT milliseconds:integer]")
    ) { call throws(RedisError) in
        if call.remaining == 1, call.accept("abort") { throw RedisError("ERR No failover in progress.") }
        var (hasTimeout, isForced) = (false, false)
        var target: (host: ByteView, port: Int64)?
        while call.remaining > 0 {
            if call.remaining >= 2, !hasTimeout, call.accept("timeout") {
                hasTimeout = true
                guard try call.integer() > 0 else {
                    throw RedisError("ERR FAILOVER timeout must be greater than 0")
                }
            } else if call.remaining >= 3, target == nil, call.accept("to") {
                target = (try call.bytes(), try call.integer())
            } else if !isForced, call.accept("force") {
                isForced = true
            } else {
                throw .syntax
            }
        }
        guard call.engine.replication.master == nil else {
            throw RedisError("ERR FAILOVER is not valid when server is a replica.")
        }
        guard !call.engine.replication.replicas.isEmpty else {
            throw RedisError("ERR FAILOVER requires connected replicas.")
        }
        if isForced, !hasTimeout || target == nil {
            throw RedisError(
                "ERR FAILOVER with force option requires both a timeout and target HOST and IP.")
        }
        if let target, !call.engine.hasReplica(at: target.host, target.port) {
            throw RedisError("ERR FAILOVER target HOST and PORT is not a replica.")
        }
        throw RedisError("ERR this server hands over to no replica")
    }
}

extension Engine {
    fileprivate func hasReplica(at host: ByteView, _ port: Int64) -> Bool {
        replication.replicas.contains { replica in
            replica.replicaAddress.withByteView { $0.equalsIgnoringCase(host) }
                && replica.replicaLink.listeningPort == port
        }
    }
}
