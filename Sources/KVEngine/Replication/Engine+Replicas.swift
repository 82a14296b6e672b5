// Those who follow: how they come and go, and how far they are.

import RESP

extension Engine {
    /// Lets a client follow all changes from now on.
    func addReplica(_ client: Client) {
        replication.replicas.append(client)
        client.modes.value.restrictions.insert(.replica)
        client.replicaLink.acknowledgedAt = now
        replication.backlogEnd = .max
        if replication.nextPing == .max { replication.nextPing = now + pingPeriod }
        refreshPropagation()
    }

    /// Forgets a client that may have followed.
    func removeReplica(_ client: Client) {
        guard client.isReplica else { return }
        client.modes.value.restrictions.remove(.replica)
        replication.replicas.removeAll { $0 === client }
        if replication.replicas.isEmpty { noteLastReplica() }
        refreshReplicationDeadline()
    }

    private func noteLastReplica() {
        replication.nextPing = .max
        limitBacklog()
    }

    /// Lets the backlog, which nobody follows, go in due time; 0 stands for never.
    func limitBacklog() {
        let (milliseconds, isTooLong) = Int64(settings.replBacklogTTL).multipliedReportingOverflow(by: 1000)
        let (end, isTooLate) = now.addingReportingOverflow(milliseconds)
        replication.backlogEnd = isTooLong || isTooLate || milliseconds == 0 ? .max : end
    }

    /// Closes the connections of those who follow: they come again, and find out whether they can go on.
    func disconnectReplicas() {
        for replica in replication.replicas { replica.ending = .closeNow }
    }

    /// Lets those who follow begin anew, because the data has been replaced by something else than commands.
    func abandonHistory() {
        guard replication.backlog != nil else { return }
        disconnectReplicas()
        replication.close()
        refreshPropagation()
    }

    // MARK: How far they are

    /// How many replicas have the stream up to an offset.
    func replicaCount(having offset: Int64) -> Int64 {
        Int64(replication.replicas.lazy.filter { $0.replicaLink.acknowledged >= offset }.count)
    }

    /// Replicas that have been heard of lately enough for `min-replicas-max-lag`.
    var goodReplicaCount: Int {
        replication.replicas.count { lag(of: $0) <= Int64(settings.minReplicasMaxLag) }
    }

    /// Seconds since a replica was heard of.
    func lag(of replica: Client) -> Int64 {
        max(0, now / 1000 - replica.replicaLink.acknowledgedAt / 1000)
    }

    // MARK: Time

    private var pingPeriod: Int64 { Int64(settings.replPingReplicaPeriod) * 1000 }

    /// Notes when something is to be done for replication by itself.
    func refreshReplicationDeadline() {
        let patience = Int64(settings.replTimeout) * 1000
        var next = min(replication.nextPing, replication.backlogEnd)
        for replica in replication.replicas where !replica.replicaLink.isSilent {
            next = min(next, replica.replicaLink.acknowledgedAt + patience + 1)
        }
        state.value.nextReplication = next
    }

    /// Brings what is due by time in step with changed settings.
    func replicationSettingsChanged() {
        replication.resizeBacklog(to: settings.replBacklogSize)
        guard replication.nextPing != .max else { return }
        replication.nextPing = min(replication.nextPing, now + pingPeriod)
        refreshReplicationDeadline()
    }

    /// Does what is due: signs of life, those who give none, a backlog that nobody wants.
    func keepReplicationUp() {
        let patience = Int64(settings.replTimeout) * 1000
        for replica in replication.replicas where !replica.replicaLink.isSilent {
            guard now - replica.replicaLink.acknowledgedAt > patience else { continue }
            warn("Replica \(replica.id) has not been heard of for repl-timeout: closed")
            replica.ending = .closeNow
            // It goes with the next turn; until then it is not to be found here again.
            replica.replicaLink.acknowledgedAt = now
        }
        if now >= replication.nextPing {
            if isPropagating { pingReplicas() }
            replication.nextPing = now + pingPeriod
        }
        if now >= replication.backlogEnd {
            replication.backlogEnd = .max
            replication.close()
            refreshPropagation()
        }
        refreshReplicationDeadline()
    }
}
