// One connection, seen from the client: commands go out in the order in which they were given, and each reply goes to
// the command whose turn it is.
//
// Commands of many tasks that come while the reactor is busy leave in one write.

import KVSockets
import RESP

/// A client's end of a connection.
///
/// `outbox` is locked; all other state belongs to the reactor's thread. That is why sending it around is not checked.
final class ClientLink: @unchecked Sendable {
    private struct Outbox {
        var bytes: [UInt8] = []
        /// One for each command in `bytes`.
        var pending: [PendingReply] = []
        /// Whether the reactor has been asked to empty it.
        var isAsked = false
        /// Why nothing can be sent any more.
        var end: KVError?
    }

    private let reactor: Reactor
    private let outbox = Locked(Outbox())
    private let pushed: @Sendable ([Reply]) -> Void

    private var connection: Connection?
    private var parser = ReplyParser()
    /// Commands that were sent and not yet answered, from `answered` on.
    private var sent: [PendingReply] = []
    private var answered = 0

    /// - Parameter pushed: is given what no command has asked for; called on the reactor's thread.
    init(on reactor: Reactor, pushed: @escaping @Sendable ([Reply]) -> Void) {
        self.reactor = reactor
        self.pushed = pushed
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

    /// Gives commands to be sent, whose bytes are together, and the places of their replies.
    func send(_ bytes: [UInt8], _ pending: [PendingReply]) {
        let (asks, end) = outbox.withLock { outbox in
            if let end = outbox.end { return (false, end as KVError?) }
            outbox.bytes += bytes
            outbox.pending += pending
            defer { outbox.isAsked = true }
            return (!outbox.isAsked, nil)
        }
        if let end { for reply in pending { reply.settle(.failure(end)) } }
        if asks { reactor.performSoon { self.flush() } }
    }

    /// Closes the connection; commands without a reply fail.
    func close() {
        end(because: .closed)
        reactor.perform { [self] in
            connection?.close(.now)
            connection = nil
        }
    }

    // MARK: On the reactor's thread

    private func flush() {
        guard let connection else { return }
        let (bytes, pending) = outbox.withLock { outbox in
            defer { (outbox.bytes, outbox.pending, outbox.isAsked) = ([], [], false) }
            return (outbox.bytes, outbox.pending)
        }
        guard !bytes.isEmpty else { return }
        sent += pending
        bytes.withByteView { connection.append($0) }
    }

    private func take(_ value: RESPValue) -> Bool {
        if case .push(let elements) = value {
            pushed(elements.map(Reply.init))
            return true
        }
        guard answered < sent.count else { return false }
        sent[answered].settle(.success(Reply(value)))
        answered += 1
        if answered == sent.count || answered > 1024 {
            sent.removeFirst(answered)
            answered = 0
        }
        return true
    }

    /// Fails everything that waits, now and from now on; the first reason counts.
    private func end(because error: KVError) {
        let (reason, unsent) = outbox.withLock { outbox in
            let reason = outbox.end ?? error
            outbox.end = reason
            defer { (outbox.bytes, outbox.pending) = ([], []) }
            return (reason, outbox.pending)
        }
        for reply in unsent { reply.settle(.failure(reason)) }
        reactor.performSoon { [self] in
            let waiting = sent[answered...]
            (sent, answered) = ([], 0)
            for reply in waiting { reply.settle(.failure(reason)) }
        }
    }
}

extension ClientLink: ConnectionDelegate {
    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake {
        var consumed = 0
        while true {
            switch parser.next(input[consumed..<input.count]) {
            case .value(let value, let length):
                consumed += length
                guard take(value) else { return fail("a reply came that no command has asked for", input) }
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
        end(because: KVError(reason))
    }
}
