// The pass over the keyspace: each key that SCAN names is judged here, and deleted in batches as they fill.

import KVClient
import KVToolSupport

extension FlushRun {
    /// Looks at every key of every server, and deletes what is to be deleted.
    ///
    /// A member of a cluster that fails keeps nobody from the others.
    func pass() async throws {
        record.nodeTallies = servers.nodes.map { NodeTally($0.name, after: record.nodeTallies) }
        let start = time.elapsed()
        let expected = await servers.keyCount()
        roundTrip = (time.elapsed() - start) / max(servers.nodes.count, 1)
        var failure: KVError?
        for node in servers.nodes.indices {
            do {
                try await pass(over: node, expecting: expected)
            } catch let error as KVError where servers.isCluster {
                giveUpPending()
                record.nodeTallies[node].failure = error.explanation
                failure = failure ?? error.at(servers.nodes[node].name)
            }
        }
        if let failure { throw failure }
    }

    private func pass(over node: Int, expecting expected: Int?) async throws {
        try await scan(node) { keys in
            for key in keys { self.judge(key) }
            self.record.nodeTallies[node].scanned += keys.count
            if !self.options.isDryRun { try await self.removeFullBatches(on: node) }
            self.showProgress(of: expected)
        }
        if !options.isDryRun { try await removeAll(on: node) }
    }

    /// Calls something with the keys of each page of a server, to the last.
    ///
    /// The server looks for the next page while this one is worked on.
    func scan(_ node: Int, _ page: ([KVString]) async throws -> Void) async throws {
        // A number of 64 bits to the server, and nothing but bytes to us.
        var cursor = KVString("0")
        var next = request(cursor, from: node)
        defer { next.cancel() }
        while true {
            try stop.check()
            let current = next
            let (reply, took) = try await withTaskCancellationHandler {
                try await current.value
            } onCancel: {
                current.cancel()
            }
            scanPace.note(took - roundTrip)
            let names: [Reply]
            (cursor, names) = try FlushRun.page(reply)
            if cursor != "0" { next = request(cursor, from: node) }
            record.scanned += names.count
            try await page(names.compactMap { if case .string(let key) = $0 { key } else { nil } })
            if cursor == "0" { return }
        }
    }

    /// Asks for a page; the reply comes with the time that it took.
    private func request(_ cursor: KVString, from node: Int) -> Task<(Reply, Duration), any Error> {
        let (store, count, elapsed) = (servers.nodes[node].store, scanPace.count, time.elapsed)
        return Task {
            let start = elapsed()
            let reply = try await store.send("SCAN", cursor, "COUNT", count)
            return (reply, elapsed() - start)
        }
    }

    /// The cursor and the keys of a reply to SCAN.
    private static func page(_ reply: Reply) throws(KVError) -> (KVString, [Reply]) {
        guard let parts = reply.elements, parts.count == 2, case .string(let cursor) = parts[0],
            let names = parts[1].elements
        else { throw KVError(.unexpectedReply, "the reply to SCAN is none") }
        return (cursor, names)
    }

    /// Decides what a key is to this run.
    private func judge(_ key: KVString) {
        let preserver = rules.preserver(of: key.bytes)
        if let preserver, ledger.isNewlyPreserved(key.bytes) { record.preserved[preserver].before += 1 }
        guard let owner = rules.owner(of: key.bytes) else { return noteNearMiss(key) }
        switch ledger.find(key) {
        case .again: return
        case .owed: pending[owner].append(key)
        case .new:
            record.patterns[owner].matched += 1
            if preserver != nil { return record.patterns[owner].preserved += 1 }
            if record.patterns[owner].samples.count < options.sampleCount {
                record.patterns[owner].samples.append(key)
            }
            if remembersKeys { record.keys[owner].append(key) }
            if !options.isDryRun { pending[owner].append(key) }
        }
    }

    private func noteNearMiss(_ key: KVString) {
        guard options.isDryRun, namespaces.contains(Namespace.singular(of: key.bytes)) else { return }
        record.nearMisses.add(key.bytes)
    }

    private func showProgress(of expected: Int?) {
        let elapsed = time.elapsed()
        guard elapsed - lastProgress >= .milliseconds(100) else { return }
        lastProgress = elapsed
        let total = expected.map { "/" + Figures.grouped($0) } ?? ""
        let done =
            options.isDryRun
            ? "matched \(Figures.grouped(record.matched))" : "deleted \(Figures.grouped(record.deleted))"
        var text =
            "scanned \(Figures.grouped(record.scanned))\(total) \(done) \(DurationText.seconds(elapsed))"
        let seconds = elapsed / .seconds(1)
        if let expected, seconds > 0.5, record.scanned > 0, record.scanned < expected {
            let rate = Double(record.scanned) / seconds
            let left = Duration.seconds(Double(expected - record.scanned) / rate)
            text += ", \(Figures.grouped(Int(rate)))/s, \(DurationText.clock(left)) left"
        }
        voice.progress(text)
    }
}
