// INFO's section Replication: the server's part, who follows it, and how far the stream has come.

extension InfoText {
    mutating func replication(_ engine: Engine) {
        let replication = engine.replication
        line("role", replication.master == nil ? "master" : "slave")
        if let master = replication.master { facts(of: master, engine) }
        line("connected_slaves", replication.replicas.count)
        if engine.wantsReplicas { line("min_slaves_good_slaves", engine.goodReplicaCount) }
        for (index, replica) in replication.replicas.enumerated() {
            let link = replica.replicaLink
            line(
                "slave\(index)",
                """
                ip=\(replica.replicaAddress),port=\(link.listeningPort),state=online,\
                offset=\(link.acknowledged),lag=\(engine.lag(of: replica))
                """)
        }
        line("master_failover_state", "no-failover")
        line("master_replid", replication.id)
        line("master_replid2", replication.earlier?.id ?? String(repeating: "0", count: 40))
        line("master_repl_offset", replication.offset)
        line("second_repl_offset", replication.earlier?.offset ?? -1)
        line("repl_backlog_active", replication.backlog == nil ? 0 : 1)
        line("repl_backlog_size", engine.settings.replBacklogSize)
        line("repl_backlog_first_byte_offset", replication.backlog?.firstOffset ?? 0)
        line("repl_backlog_histlen", replication.backlog?.count ?? 0)
    }

    /// What a replica tells of its master, to which there is no link.
    private mutating func facts(of master: Replication.Master, _ engine: Engine) {
        line("master_host", String(decoding: master.host, as: UTF8.self))
        line("master_port", master.port)
        line("master_link_status", "down")
        line("master_last_io_seconds_ago", -1)
        line("master_sync_in_progress", 0)
        // What Redis tells while it has never had a link.
        line("slave_read_repl_offset", engine.replication.offset)
        line("slave_repl_offset", engine.replication.offset)
        line("master_link_down_since_seconds", max(0, engine.now - master.downSince) / 1000)
        line("slave_priority", engine.settings.replicaPriority)
        line("slave_read_only", engine.settings.replicaReadOnly ? 1 : 0)
        line("replica_announced", engine.settings.replicaAnnounced ? 1 : 0)
    }
}
