// How a replica gets in step: by what it has missed of the stream, if that is there, or else by all keys as they are,
// and the stream from then on.

import RESP

extension Engine {
    /// Sends a client what it has missed of the stream, and lets it follow.
    ///
    /// - Returns: false, and nothing is done, when it cannot go on from there.
    func synchronize(_ client: Client, from offset: Int64, of history: ByteView) -> Bool {
        guard isHistory(history, upTo: offset), let rest = replication.backlog?.rest(from: offset) else {
            return false
        }
        let answer =
            client.replicaLink.knowsHistories ? "+CONTINUE \(replication.id)\r\n" : "+CONTINUE\r\n"
        push(to: client) { writer in
            writer.buffer.append(answer)
            writer.buffer.append(rest)
        }
        addReplica(client)
        return true
    }

    /// Whether a name means this server's history, or the one it has come from, up to an offset.
    private func isHistory(_ name: ByteView, upTo offset: Int64) -> Bool {
        func isNamed(_ id: String) -> Bool { id.withByteView { name.beforeNUL.equalsIgnoringCase($0) } }
        if isNamed(replication.id) { return true }
        guard let earlier = replication.earlier else { return false }
        return isNamed(earlier.id) && offset <= earlier.offset
    }

    /// Sends a client all keys, and lets it follow, unless the keys are all that it wants.
    ///
    /// - Complexity: O(n) in the keys and their values.
    func synchronizeFully(_ client: Client) {
        replication.fullSynchronizations += 1
        if replication.backlog == nil {
            replication.open(backlogSize: settings.replBacklogSize)
        }
        let link = client.replicaLink
        let (id, offset) = (replication.id, replication.offset)
        let payload = writeRDB(
            link.contents,
            at: RDBPosition(database: 0, stream: id, offset: Int(offset)))
        push(to: client) { writer in
            if !link.isSilent { writer.buffer.append("+FULLRESYNC \(id) \(offset)\r\n") }
            writer.buffer.append("$\(payload.count)\r\n")
            writer.buffer.append(payload.view)
        }
        guard !link.wantsOnlyPayload else {
            client.ending = .closeAfterReply
            return refreshAfterPayload()
        }
        replication.forgetSelection()
        addReplica(client)
    }

    /// A payload alone leaves a backlog behind, which has its time.
    private func refreshAfterPayload() {
        if replication.replicas.isEmpty { limitBacklog() }
        refreshPropagation()
    }
}
