// One connection, seen from the client: commands go out in the order in which they were given, and each reply goes to
// the command whose turn it is.
//
// Commands of many tasks that come while the reactor is busy leave in one write. A connection on which anything came
// that was not asked for, or nothing came in time, is never used again: nobody could tell whose the next reply is.

import KVSockets
import RESP

/// A client's end of a connection.
///
/// `outbox` is locked; all other state belongs to the reactor's thread. That is why sending it around is not checked.
final class ClientLink: @unchecked Sendable {
    struct Outbox {
        var bytes: [UInt8] = []
        /// What has no reply yet: sent, or in `bytes`.
        var waiting = BatchQueue()
        /// When the last reply came.
        var lastReply = Duration.zero
        /// Whether the reactor has been asked to empty it.
        var isAsked = false
        /// The task that looks whether replies come in time, while there is something to wait for.
        var watchdog: Task<Void, Never>?
        /// When it looks the next time, and which one it is of those that there have been.
        var nextLook: Duration?
        var lookout = 0
        /// Why nothing can be sent any more.
        var end: KVError?
    }

    let reactor: Reactor
    let time: ClientTime
    let outbox = Locked(Outbox())
    /// What errors call the server.
    private let server: String
    private let events: Locked<LinkEvents>

    private var connection: Connection?
    private var parser = ReplyParser()
    /// The batch whose replies are coming, and those that have come.
    private var current: Batch?
    private var replies: [Reply] = []
    /// Whether everything that comes is an event: this connection has subscribed to something.
    private var listens = false
    private var isPaused = false

    /// - Parameter server: what errors call the server.
    init(to server: String, on reactor: Reactor, time: ClientTime, events: LinkEvents) {
        self.server = server
        self.reactor = reactor
        self.time = time
        self.events = Locked(events)
    }

    /// Sends what is given from now on, and was given before, over a connection of which this is the delegate.
    func attach(_ connection: Connection) {
        reactor.performSoon { [self] in
            // It may be over already.
            guard outbox.withLock({ $0.end == nil }) else { return connection.close(.now) }
            self.connection = connection
            flush()
        }
    }

    /// Whether commands can still be sent.
    var isOpen: Bool { outbox.withLock { $0.end == nil } }

    /// Whether commands can still be sent, and all that were sent have been answered.
    var isQuiet: Bool { outbox.withLock { $0.end == nil && $0.waiting.first == nil } }

    /// Sends commands together, and returns what has become of them.
    ///
    /// - Parameter timeout: how long each reply may take; when it takes longer, the connection is over.
    /// - Throws: `CancellationError`.
    func outcome(of requests: [KVRequest], timeout: Duration?) async throws -> KVOutcome {
        guard !requests.isEmpty else { return KVOutcome(replies: []) }
        var bytes: [UInt8] = []
        for request in requests { request.append(to: &bytes) }
        let batch = Batch(count: requests.count, begin: time.elapsed(), timeout: timeout)
        give(bytes, batch)
        return try await batch.outcome.value()
    }

    private func give(_ bytes: [UInt8], _ batch: Batch?) {
        let (asks, lookout, end) = outbox.withLock { outbox -> (Bool, Int?, KVError?) in
            if let end = outbox.end { return (false, nil, end) }
            if outbox.bytes.isEmpty { outbox.bytes = bytes } else { outbox.bytes += bytes }
            if let batch { outbox.waiting.append(batch) }
            defer { outbox.isAsked = true }
            return (!outbox.isAsked, batch.flatMap { outbox.newLookout(for: $0) }, nil)
        }
        if let end { batch?.end(with: [], end.afterSending(false)) }
        if let lookout { startWatchdog(lookout) }
        if asks { reactor.performSoon { self.flush() } }
    }

    /// Sends commands whose answers are events, as is everything that comes from now on.
    func listen(_ requests: [KVRequest]) {
        var bytes: [UInt8] = []
        for request in requests { request.append(to: &bytes) }
        reactor.performSoon { self.listens = true }
        give(bytes, nil)
    }

    /// Sends what comes unasked somewhere else from now on.
    func redirect(to events: LinkEvents) {
        self.events.withLock { $0 = events }
        if let end = outbox.withLock({ $0.end }) { events.ended(end) }
    }

    /// Reads on after an event that was to be the last for a while.
    func resume() {
        reactor.performSoon { [self] in
            guard isPaused else { return }
            isPaused = false
            connection?.resumeReading()
        }
    }

    /// Closes the connection; commands without a reply fail.
    func close() { close(because: .closed) }

    func close(because error: KVError) {
        end(because: error)
        reactor.perform { [self] in
            connection?.close(.now)
            connection = nil
        }
    }

    // MARK: On the reactor's thread

    private func flush() {
        guard let connection else { return }
        let bytes = outbox.withLock { outbox in
            outbox.isAsked = false
            outbox.waiting.sendAll()
            defer { outbox.bytes = [] }
            return outbox.bytes
        }
        guard !bytes.isEmpty else { return }
        bytes.withByteView { connection.append($0) }
    }

    /// Takes a value that has come; false when nobody can have asked for it.
    private func take(_ value: RESPValue, at now: Duration) -> Bool {
        if case .push(let elements) = value { return push(elements.map(Reply.init)) }
        if listens {
            let reply = Reply(value)
            return push(reply.elements ?? [reply])
        }
        if current == nil {
            current = outbox.withLock { $0.waiting.sent > 0 ? $0.waiting.first : nil }
            replies.reserveCapacity(current?.count ?? 0)
        }
        guard let batch = current else { return false }
        replies.append(Reply(value))
        if replies.count == batch.count {
            outbox.withLock { outbox in
                outbox.waiting.removeFirst()
                outbox.lastReply = now
            }
            batch.end(with: replies)
            (current, replies) = (nil, [])
        }
        return true
    }

    private func push(_ elements: [Reply]) -> Bool {
        if !events.withLock({ $0 }).pushed(elements) { isPaused = true }
        return true
    }

    /// Fails everything that waits, now and from now on; the first reason counts.
    private func end(because error: KVError) {
        let (isFirst, unanswered, watchdog) = outbox.withLock { outbox in
            guard outbox.end == nil else { return (false, [] as [(Batch, Bool)], nil as Task<Void, Never>?) }
            outbox.end = error
            outbox.bytes = []
            defer { outbox.watchdog = nil }
            return (true, outbox.waiting.removeAll().map { ($0.batch, $0.wasSent) }, outbox.watchdog)
        }
        guard isFirst else { return }
        watchdog?.cancel()
        reactor.performSoon { [self] in
            for (batch, wasSent) in unanswered {
                batch.end(with: batch === current ? replies : [], error.afterSending(wasSent))
            }
            (current, replies) = (nil, [])
            events.withLock { $0 }.ended(error)
        }
    }
}

extension ClientLink: ConnectionDelegate {
    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake {
        let now = time.elapsed()
        var consumed = 0
        defer { if !replies.isEmpty { outbox.withLock { $0.lastReply = now } } }
        while true {
            if isPaused { return Intake(consumed: consumed, verdict: .suspend) }
            switch parser.next(input[consumed..<input.count]) {
            case .value(let value, let length):
                consumed += length
                guard take(value, at: now) else {
                    return fail("a reply came that no command has asked for", input)
                }
            case .needMore(let hint):
                return Intake(consumed: consumed, needed: hint)
            case .failure(let failure):
                return fail("what came is no reply: \(failure)", input)
            }
        }
    }

    private func fail(_ text: String, _ input: ByteView) -> Intake {
        end(because: KVError(.protocolViolation, text))
        return Intake(consumed: input.count, verdict: .closeNow)
    }

    func closed(_ connection: Connection, because reason: CloseReason) {
        self.connection = nil
        let text: String
        switch reason {
        case .closedHere: return end(because: .closed)
        case .endedByPeer: text = "the server has closed the connection"
        case .broken(let code): text = SocketError(code: code, operation: "connection").text
        }
        end(because: KVError(.connectionLost, "\(server): \(text)"))
    }
}
