// SYNC and PSYNC: a replica, or whoever wants to see the changes as one would, asks for all keys and the stream.

import RESP

extension Command {
    /// Sends all keys, and from then on every change.
    static let sync = Command(
        "sync", arity: 1, [.admin, .noscript, .noAsyncLoading, .noMulti],
        docs: Docs(
            .server, since: "1.0.0", "Sends all keys and, from then on, every change.", complexity: "")
    ) { call throws(RedisError) in
        guard try call.maySynchronize() else { return }
        call.client.replicaLink.isSilent = true
        call.engine.synchronizeFully(call.client)
    }

    /// Sends what a replica has missed, or else does as SYNC does.
    ///
    /// Error order: a failover, the server's part, output that waits, a payload that cannot be made; the offset.
    static let psync = Command(
        "psync", arity: -3, [.admin, .noscript, .noAsyncLoading, .noMulti],
        docs: Docs(
            .server, since: "2.8.0",
            "Sends the changes since an offset, or all keys and every change from then on.", complexity: "",
            syntax: "replicationid:string offset:integer")
    ) { call throws(RedisError) in
        if call.argumentCount > 3, call.argument(3).matchesBeforeNUL("failover") { try call.refuseFailover() }
        guard try call.maySynchronize() else { return }
        let (history, offset) = (try call.bytes(), try call.integer())
        let replication = call.engine.replication
        if call.engine.synchronize(call.client, from: offset, of: history) {
            replication.partialSynchronizations += 1
            return
        }
        if history.isEmpty || history[0] != UInt8(ascii: "?") {
            replication.refusedPartialSynchronizations += 1
        }
        call.engine.synchronizeFully(call.client)
    }
}

extension Call {
    /// Whether a client may get all keys; one that has asked already gets no answer.
    fileprivate func maySynchronize() throws(RedisError) -> Bool {
        guard !client.countsAsReplica else { return false }
        guard !client.isDirect else { throw RedisError("ERR SYNC and PSYNC need a connection") }
        guard engine.replication.master == nil else {
            throw RedisError("NOMASTERLINK Can't SYNC while not connected with my master")
        }
        guard reply.buffer.isEmpty else {
            throw RedisError("ERR SYNC and PSYNC are invalid with pending output")
        }
        if client.replicaLink.contents != .everything, !client.replicaLink.takesUnknownLengths {
            throw RedisError("ERR Filtered replica requires EOF capability")
        }
        return true
    }

    /// A master that hands over to this server finds that it is nobody's replica, or does not follow it.
    fileprivate func refuseFailover() throws(RedisError) {
        guard engine.replication.master != nil else {
            throw RedisError("ERR PSYNC FAILOVER can't be sent to a master.")
        }
        throw RedisError("ERR PSYNC FAILOVER replid must match my replid.")
    }
}
