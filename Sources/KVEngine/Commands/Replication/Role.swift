// ROLE: the server's part in replication, for programs.

import RESP

extension Command {
    /// Returns the role of the server: a master's offset and replicas, or a replica's master.
    static let role = Command(
        "role", arity: 1, [.noscript, .loading, .stale, .fast], categories: [.admin, .dangerous],
        docs: Docs(.server, since: "2.8.12", "Returns the server's role in replication.", complexity: "O(1)")
    ) { call throws(RedisError) in
        if let master = call.engine.replication.master { return call.answer(roleUnder: master) }
        call.answerRoleOfMaster()
    }
}

extension Call {
    fileprivate func answerRoleOfMaster() {
        let replication = engine.replication
        reply.array(3)
        reply.bulk("master")
        reply.integer(replication.offset)
        reply.array(replication.replicas.count)
        for replica in replication.replicas {
            reply.array(3)
            reply.bulk(Array(replica.replicaAddress.utf8))
            reply.bulk(decimal: Int64(replica.replicaLink.listeningPort))
            reply.bulk(decimal: replica.replicaLink.acknowledged)
        }
    }

    /// A replica here has no link to its master, and so nothing of its stream.
    fileprivate func answer(roleUnder master: Replication.Master) {
        reply.array(5)
        reply.bulk("slave")
        reply.bulk(master.host)
        reply.integer(master.port)
        reply.bulk("connect")
        reply.integer(-1)
    }
}
