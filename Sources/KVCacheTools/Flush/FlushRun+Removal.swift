// Deleting: at most so many keys at a time, one batch after the other, with what each reply says counted at once.

import KVClient
import KVToolSupport

extension FlushRun {
    func removeFullBatches(on node: Int) async throws {
        for pattern in pending.indices {
            while pending[pattern].count >= pace.size { try await removeBatch(of: pattern, on: node) }
        }
    }

    func removeAll(on node: Int) async throws {
        for pattern in pending.indices {
            while !pending[pattern].isEmpty { try await removeBatch(of: pattern, on: node) }
        }
    }

    /// Keys that were found and not sent: the next pass will find them again.
    func giveUpPending() {
        for keys in pending { ledger.owe(keys, areInDoubt: false) }
        pending = options.patterns.map { _ in [] }
    }

    private func removeBatch(of pattern: Int, on node: Int) async throws {
        try stop.check()
        try checkMaximum(adding: min(pace.size, pending[pattern].count))
        let keys = Array(pending[pattern].prefix(pace.size))
        pending[pattern].removeFirst(keys.count)
        let start = time.elapsed()
        try await servers.isCluster
            ? removeBySlot(keys, of: pattern, on: node) : remove(keys, of: pattern, on: node)
        pace.note(time.elapsed() - start - roundTrip)
        if options.pause > .zero { try await stop.sleep(options.pause) }
    }

    /// Sends one command for some keys, and counts by its reply.
    private func remove(_ keys: [KVString], of pattern: Int, on node: Int) async throws {
        let outcome = try await send([keys], to: node)
        guard let reply = outcome.replies.first else { throw outcome.failure ?? KVError.closedEarly }
        if case .error(let line) = reply {
            let error = KVError(line: line)
            if fallsBack(error) { return try await remove(keys, of: pattern, on: node) }
            ledger.owe(keys, areInDoubt: false)
            throw error
        }
        count(reply, keys.count, of: pattern, on: node)
    }

    /// Sends a command for each group of keys; what has no reply is owed from then on.
    func send(_ groups: [[KVString]], to node: Int) async throws -> KVOutcome {
        let requests = groups.map { KVRequest([removal] + $0) }
        do {
            let outcome = try await servers.nodes[node].store.outcome(of: requests)
            for keys in groups.dropFirst(outcome.replies.count) {
                ledger.owe(keys, areInDoubt: outcome.failure?.isInDoubt ?? true)
            }
            return outcome
        } catch {
            // Cancelled while the replies were awaited, or never sent.
            let isInDoubt = (error as? KVError)?.isInDoubt ?? true
            for keys in groups { ledger.owe(keys, areInDoubt: isInDoubt) }
            throw error
        }
    }

    /// What a reply says has been deleted.
    func count(_ reply: Reply, _ sent: Int, of pattern: Int, on node: Int) {
        let gone = min(max(Int(reply.integer ?? 0), 0), sent)
        record.patterns[pattern].deleted += gone
        record.patterns[pattern].alreadyGone += sent - gone
        record.nodeTallies[node].deleted += gone
    }

    /// Whether UNLINK is refused as such, and DEL may still be allowed: by an old server, or a user's permissions.
    func fallsBack(_ error: KVError) -> Bool {
        guard removal == "UNLINK" else { return false }
        let text = error.message.lowercased()
        let isUnknown = error.code == "ERR" && text.hasPrefix("unknown command")
        guard isUnknown || error.code == "NOPERM" && text.contains("'unlink'") else { return false }
        removal = "DEL"
        voice.warn("the server refuses UNLINK (\(error)); DEL is used instead")
        return true
    }

    // MARK: The most that may go

    /// Counts first, and refuses when it is too much: nothing has been deleted then.
    func checkCount(_ maximum: Int) async throws {
        guard record.deleted == 0, ledger.doubtful.isEmpty else { return }
        var found: Set<KVString> = []
        for node in servers.nodes.indices {
            try await scan(node) { keys in
                for key in keys
                where self.rules.owner(of: key.bytes) != nil && self.rules.preserver(of: key.bytes) == nil {
                    found.insert(key)
                }
            }
        }
        record.scanned = 0
        guard found.count > maximum else { return }
        throw Refusal(
            reason: "\(Figures.grouped(found.count)) keys would be deleted, and --max-delete allows "
                + "\(Figures.grouped(maximum)); nothing was deleted")
    }

    /// More keys may have come since they were counted.
    private func checkMaximum(adding count: Int) throws {
        let sofar = record.deleted + ledger.doubtful.count
        guard let maximum = options.maximum, sofar + count > maximum else { return }
        throw Refusal(
            reason: "more keys came meanwhile than --max-delete allows (\(Figures.grouped(maximum)))")
    }
}

extension KVError {
    static let closedEarly = KVError(.connectionLost, "no reply came", isInDoubt: true)
}
