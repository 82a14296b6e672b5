// The server's part: a master, or the replica of one. As a replica it answers with what it has, refuses to change it,
// and lets keys go only when its master says so; it does not follow its master, so that it stays as it was.

import RESP

extension Engine {
    /// Makes the server the replica of another. It keeps its data, and its replicas get nothing more of it.
    func follow(host: [UInt8], port: Int) {
        disconnectBlockedClients()
        replication.master = Replication.Master(host: host, port: port, downSince: now)
        roleChanged()
        refreshPropagation()
    }

    /// Makes the server a master again, with a history that who followed it can go on in.
    func becomeMaster() {
        guard replication.master != nil else { return }
        replication.master = nil
        replication.branch()
        disconnectReplicas()
        roleChanged()
        refreshPropagation()
    }

    /// Brings what dispatch asks in step with the role and the settings.
    func roleChanged() {
        state.value.isReplica = replication.master != nil
        state.value.asksRole = state.value.isReplica || wantsReplicas
        // What a replica holds is its master's business.
        let isFree = state.value.isReplica && settings.replicaIgnoreMaxmemory
        state.value.isMemoryLimited = settings.maxMemory > 0 && !isFree
    }

    /// Whether writing takes replicas.
    var wantsReplicas: Bool { settings.minReplicasToWrite > 0 && settings.minReplicasMaxLag > 0 }

    /// Whether too few replicas follow to write.
    var lacksReplicas: Bool { wantsReplicas && goodReplicaCount < settings.minReplicasToWrite }

    /// Ends waits that a replica can do nothing about.
    private func disconnectBlockedClients() {
        for client in clientsByAge where client.isBlocked { endWaitForRole(of: client) }
    }
}

extension Call {
    /// Why the server's part does not allow a command; nil when it does.
    ///
    /// Error order: too few replicas, a replica that is not to be written to, what listeners may do, data that may be
    /// out of date.
    @inline(never)
    func refusalOfRole(_ flags: CommandFlags) -> RedisError? {
        let flags = declaredFlags(flags)
        let settings = engine.settings
        guard engine.state.value.isReplica else {
            return flags.contains(.write) && engine.lacksReplicas ? .notEnoughReplicas : nil
        }
        if settings.replicaReadOnly, flags.contains(.write) { return .readOnlyReplica }
        guard !settings.replicaServeStaleData, !flags.contains(.stale) else { return nil }
        return (client.modes.value.restrictions.isEmpty ? nil : restriction(on: flags)) ?? .masterDown
    }
}
