// Deleting in a cluster: a command may name keys of one slot only, so that a batch is many commands in one write. A slot
// that has moved is followed to where it went.

import KVClient

extension FlushRun {
    /// How often a key is followed from one server to the next.
    private static let mostRedirections = 5

    func removeBySlot(_ keys: [KVString], of pattern: Int, on node: Int) async throws {
        let groups = Dictionary(grouping: keys) { KeySlot.of($0.bytes) }.sorted { $0.key < $1.key }.map(
            \.value)
        let outcome = try await send(groups, to: node)
        var failure = outcome.failure
        for (reply, keys) in zip(outcome.replies, groups) {
            do {
                try await settle(reply, keys, of: pattern, on: node)
            } catch let error as KVError {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Counts by a reply, or follows it.
    private func settle(
        _ reply: Reply, _ keys: [KVString], of pattern: Int, on node: Int, redirections: Int = 0
    ) async throws {
        guard case .error(let line) = reply else { return count(reply, keys.count, of: pattern, on: node) }
        let error = KVError(line: line)
        if redirections < FlushRun.mostRedirections {
            if fallsBack(error) || removal == "DEL" && error.message.lowercased().contains("unlink") {
                return try await again(keys, of: pattern, on: node, redirections)
            }
            if let redirection = error.redirection {
                let place = servers.place(redirection, from: node)
                let other = try servers.node(at: place)
                if record.nodeTallies.count <= other {
                    record.nodeTallies.append(NodeTally(place.description, after: []))
                }
                return try await again(
                    keys, of: pattern, on: other, redirections, asking: redirection.isForOnce)
            }
            if error.code == "TRYAGAIN", keys.count > 1 {
                // Half of them have moved: each alone is somewhere.
                for key in keys { try await again([key], of: pattern, on: node, redirections) }
                return
            }
        }
        ledger.owe(keys, areInDoubt: false)
        throw error
    }

    private func again(
        _ keys: [KVString], of pattern: Int, on node: Int, _ redirections: Int, asking: Bool = false
    ) async throws {
        let outcome = asking ? try await ask(keys, at: node) : try await send([keys], to: node)
        guard let reply = outcome.replies.last else { throw outcome.failure ?? KVError.closedEarly }
        try await settle(reply, keys, of: pattern, on: node, redirections: redirections + 1)
    }

    /// Asks a server for keys that are on their way to it.
    private func ask(_ keys: [KVString], at node: Int) async throws -> KVOutcome {
        let request = KVRequest([removal] + keys)
        do {
            guard let client = servers.nodes[node].store as? KVClient else {
                throw KVError(.unsupported, "nothing moves between servers behind HTTP")
            }
            return try await client.withConnection { connection in
                try await connection.outcome(of: [["ASKING"], request])
            }
        } catch {
            ledger.owe(keys, areInDoubt: (error as? KVError)?.isInDoubt ?? true)
            throw error
        }
    }
}

extension FlushServers {
    /// Where a member of the cluster sends its client; a host that is not told is its own.
    func place(_ redirection: KVError.Redirection, from node: Int) -> SlotTable.Place {
        let own = nodes[node].name.split(separator: ":").dropLast().joined(separator: ":")
        return SlotTable.Place(
            host: redirection.host.isEmpty ? own : redirection.host, port: redirection.port)
    }
}

extension KVError {
    /// The same error, with the server that it comes from.
    func at(_ server: String) -> KVError {
        KVError(code, message.contains(server) ? message : "\(message) (\(server))", isInDoubt: isInDoubt)
    }
}
