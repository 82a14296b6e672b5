// Blocking, and its end. A client blocks when its command finds nothing; it goes on when a key becomes ready, at
// its deadline, by CLIENT UNBLOCK, or when it leaves.
//
// A key becomes ready when it comes into being, with the right type, while somebody waits for it. It is looked at
// once the command, or the whole transaction, is over: those who wait for it are served in the order in which they
// came, as long as there is something. What they are given may make further keys ready (BLMOVE), which come after.

import RESP

extension Engine {
    /// The number of clients whose commands wait for something: keys, or replicas.
    package var blockedCount: Int { blocked.count }

    /// Lets a client wait, for this only.
    func block(_ waiting: BlockedClient) {
        forgetWait(of: waiting.client)
        blocked.add(waiting)
        waiting.client.blocked = waiting
        refreshBlocking()
    }

    /// Ends the wait of a client that goes; it gets no answer.
    package func abandonWait(of client: Client) {
        noteAbandonedWait(of: client)
        forgetWait(of: client)
    }

    private func forgetWait(of client: Client) {
        guard let waiting = client.blocked else { return }
        blocked.remove(waiting)
        client.blocked = nil
        refreshBlocking()
    }

    /// The clients that have been answered after a wait since the last time, in the order of their answers.
    package func takeUnblocked() -> [UInt64] {
        guard !unblocked.isEmpty else { return [] }
        defer { unblocked = [] }
        return unblocked
    }

    /// Ends a client's wait, with the answer that `write` gives.
    func unblock(_ waiting: BlockedClient, _ write: (inout Call) -> Void) {
        forgetWait(of: waiting.client)
        let output = mail(to: waiting.client)
        waiting.client.batchOutput = output
        let mark = output.count
        waiting.command.bytes.withByteView { view in
            var call = Call(
                engine: self, client: waiting.client, arguments: ArgumentList(), output: output)
            waiting.command.list(in: call.arguments)
            (call.input, call.id) = (view, waiting.command.id)
            write(&call)
            noteInJournal(waiting, &call, from: mark)
        }
        waiting.client.endBatch()
        // What has been sent to a client counts as a sign of life.
        waiting.client.lastActiveAt = now
        unblocked.append(waiting.client.id)
    }

    /// What others look at to know whether anybody waits.
    private func refreshBlocking() {
        refreshObservation()
        refreshTimeout()
    }

    // MARK: Ready keys

    /// Notes that a key has come into being, for those who wait for it.
    func noteReady(_ key: ByteView, _ kind: ValueKind, in database: Int) {
        guard blocked.awaits(kind) else { return }
        blocked.noteReady(WatchedKey(database: database, key: [UInt8](key)))
        if blocked.hasReadyKeys { state.value.timed.insert(.keysReady) }
    }

    /// Notes the keys that a database has, or has no longer, by getting the contents of another.
    func noteReadyKeys(of database: Int) {
        for key in blocked.awaitedKeys(of: database) {
            key.key.withByteView { name in
                noteLost(name, in: database)
                guard let entry = databases[database].keys.find(name) else { return }
                noteReady(name, entry.kind, in: database)
            }
        }
    }

    /// Serves those who wait for keys that are ready; the nanoseconds that it took.
    func serveReadyKeys() -> UInt64 {
        var spent: UInt64 = 0
        while let key = blocked.takeReady() {
            while let waiting = firstServed(by: key) { spent &+= serve(waiting, key) }
            for waiting in streamReadersServed(by: key) where isOver(waiting, at: key) {
                spent &+= serve(waiting, key)
            }
        }
        state.value.timed.remove(.keysReady)
        if now >= state.value.nextTimeout { endWaits(by: state.value.nowMicroseconds) }
        return spent
    }

    /// The first client that what is at a key now can serve; a stream serves all of them, which comes after.
    private func firstServed(by key: WatchedKey) -> BlockedClient? {
        let database = databases[key.database]
        let found = key.key.withByteView { database.keys.find($0) }
        guard let entry = found else { return nil }
        if database.isDue(entry, now: now) {
            expire(entry, in: database, key.database)
            return nil
        }
        return entry.kind == .stream ? nil : blocked.first(at: key, of: entry.kind)
    }

    private func serve(_ waiting: BlockedClient, _ key: WatchedKey) -> UInt64 {
        let start = monotonicNanoseconds()
        let changes = counters.value.dirty
        var spent: UInt64 = 0
        let author = state.value.runningClient
        defer { state.value.runningClient = author }
        if waiting.awaited.isAuthor { state.value.runningClient = waiting.client.id }
        unblock(waiting) { call in
            call.serve(waiting.awaited, from: key)
            if isPropagating { call.notePropagation() }
            sendOwnInvalidations(to: waiting.client)
            spent = monotonicNanoseconds() &- start
            call.noteEndOfWait(nanoseconds: spent)
        }
        if !waiting.awaited.countsChanges { counters.value.dirty = changes }
        if isPropagating { flushPropagation() }
        return spent
    }

    // MARK: Replicas

    /// Answers those whose writes have now reached as many replicas as they want.
    func serveThoseWhoAwaitReplicas() {
        for waiting in blocked.awaitingReplicas {
            guard case .replicas(let wanted, let offset) = waiting.awaited,
                replicaCount(having: offset) >= wanted
            else { continue }
            unblock(waiting) { call in
                call.answer { call in call.answerTimeout(of: waiting.awaited) }
            }
        }
    }

    /// Ends a client's wait, and its connection, because the server has become a replica.
    func endWaitForRole(of client: Client) {
        guard let waiting = client.blocked else { return }
        unblock(waiting) { call in
            call.answer { call in call.fail(.roleChanged) }
            call.noteEndOfWait(nanoseconds: 0)
        }
        client.ending = .closeAfterReply
    }

    // MARK: CLIENT UNBLOCK

    /// Ends a client's wait as its deadline would, or with an error; false when it does not wait.
    func endWait(of client: Client, withError: Bool) -> Bool {
        guard let waiting = client.blocked else { return false }
        unblock(waiting) { call in
            call.answer { call in
                guard withError else { return call.answerTimeout(of: waiting.awaited) }
                call.fail(RedisError("UNBLOCKED client unblocked via CLIENT UNBLOCK"))
            }
            // Whatever the answer is, the command counts as failed; and SLOWLOG has lost its words.
            commandStatistics[call.id].failedCalls &+= 1
            call.arguments.reset()
            call.noteEndOfWait(nanoseconds: 0)
        }
        return true
    }

    // MARK: Deadlines

    /// Notes when the next client gives up. As Redis sees to nothing else during a DEBUG SLEEP, it is not before
    /// the end of that.
    func refreshTimeout() {
        let earliest = blocked.earliestDeadline
        state.value.nextTimeout = earliest == .max ? .max : max(earliest, sleepsUntil)
    }

    /// Lets clients give up whose deadlines come until an instant (Unix microseconds), each in its turn: what has
    /// expired by then goes before.
    ///
    /// A transaction that a DEBUG SLEEP has interrupted comes first: what it gives is not lost to a deadline.
    func endWaits(by end: Int64) {
        while state.value.nextTimeout <= end / 1000, !blocked.hasReadyKeys {
            let instant = state.value.nextTimeout
            if instant > now { setTime(instant * 1000) }
            removeExpired()
            guard let waiting = blocked.firstToGiveUp else { return }
            unblock(waiting) { call in
                call.answer { call in call.answerTimeout(of: waiting.awaited) }
            }
        }
    }
}

extension RedisError {
    /// What a client waited for can no longer come from here.
    fileprivate static var roleChanged: RedisError {
        RedisError(
            """
            UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)
            """)
    }
}
