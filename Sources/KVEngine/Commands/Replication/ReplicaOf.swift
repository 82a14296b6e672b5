// REPLICAOF and SLAVEOF: whether the server is a master or a replica.

import RESP

extension Command {
    static let replicaof = becomesReplica("replicaof", since: "5.0.0")
    static let slaveof = becomesReplica(
        "slaveof", since: "1.0.0", status: .deprecated(since: "5.0.0", by: "`REPLICAOF`"))

    /// Gives the server its part: that of another's replica, or with NO ONE a master's.
    ///
    /// Error order: a caller that is a replica, then the port.
    private static func becomesReplica(
        _ name: StaticString, since: StaticString, status: Docs.Status = .current
    ) -> Command {
        Command(
            name, arity: 3, [.admin, .noscript, .stale, .noAsyncLoading],
            docs: Docs(
                .server, since: since, "Makes the server a replica of another, or a master.",
                complexity: "O(1)", status: status,
                syntax: "args:(host-port:(host port:integer)|no-one:(NO ONE))")
        ) { call throws(RedisError) in
            if call.accept("no"), call.accept("one") {
                call.engine.becomeMaster()
                return call.reply.ok()
            }
            guard !call.client.isReplica else {
                throw RedisError("ERR Command is not valid when client is a replica.")
            }
            call.next = 1
            let (host, invalid) = (try call.bytes(), RedisError("ERR Invalid master port"))
            let port = try call.integer(or: invalid)
            guard (0...65535).contains(port) else { throw invalid }
            call.follow(host: host, port: Int(port))
        }
    }
}

extension Call {
    fileprivate func follow(host: ByteView, port: Int) {
        if let master = engine.replication.master, master.port == port,
            master.host.withByteView({ $0.equalsIgnoringCase(host) })
        {
            return reply.simple("OK Already connected to specified master")
        }
        engine.follow(host: [UInt8](host), port: port)
        reply.ok()
    }
}
