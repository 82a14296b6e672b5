// The connection that a migration goes over: made for it, used once, closed after it. It waits for nothing, so
// the target may even be a server of this process.

import Dispatch
import KVEngine
import KVSockets
import RESP

/// Takes one migration to its target, and its answers back to the engine.
///
/// Belongs to the reactor's thread, which is why sending it around is not checked.
final class MigrationLink: @unchecked Sendable {
    private let migration: Migration
    private let core: ServerCore
    private var connection: Connection?
    private var deadline: Deadline?
    private var parser = ReplyParser()
    /// For each reply that has come, the error that it is, or nil.
    private var refusals: [String?] = []
    private var isOver = false

    private init(_ migration: Migration, for core: ServerCore) {
        (self.migration, self.core) = (migration, core)
    }

    /// Begins. Any thread; the core may be locked.
    static func start(_ migration: Migration, for core: ServerCore) {
        let link = MigrationLink(migration, for: core)
        core.reactor.submit { link.connect() }
    }

    private func connect() {
        guard let port = UInt16(exactly: migration.port) else { return finish(.connecting) }
        if let address = SocketAddress.literal(host: migration.host, port: port) { return open(address) }
        // The system's resolver blocks, and the reactor must not.
        let (host, reactor) = (migration.host, core.reactor)
        DispatchQueue.global().async { [self] in
            let address = try? SocketAddress.resolve(host: host, port: port)
            reactor.submit { [self] in
                guard let address else { return finish(.connecting) }
                open(address)
            }
        }
    }

    private func open(_ address: SocketAddress) {
        guard let connection = try? Connection.open(to: address, on: core.reactor, delegate: self) else {
            return finish(.connecting)
        }
        self.connection = connection
        deadline = Deadline(on: core.reactor, for: self)
        wait()
        // It takes output from when it is entered into the loop, which is the work before this.
        core.reactor.submit { [self] in migration.request.withByteView { connection.append($0) } }
    }

    /// Waits for the next step.
    private func wait() {
        let limit = UInt64(min(migration.milliseconds, Int64(UInt32.max)))
        deadline?.set(to: Reactor.now + limit * 1_000_000)
    }

    /// Tells the engine what has come of it, once.
    private func finish(_ failure: MigrationFailure?) {
        guard !isOver else { return }
        isOver = true
        deadline?.set(to: nil)
        core.direct { core.engine.endMigration(migration, refusals: refusals, failure: failure) }
    }
}

extension MigrationLink: ConnectionDelegate {
    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake {
        var consumed = 0
        while refusals.count < migration.replyCount {
            switch parser.next(input[consumed..<input.count]) {
            case .value(let value, let length):
                consumed += length
                refusals.append(value.errorText)
                wait()
            case .needMore(let hint):
                return Intake(consumed: consumed, needed: hint)
            case .failure:
                finish(.reading)
                return Intake(consumed: input.count, verdict: .closeNow)
            }
        }
        finish(nil)
        return Intake(consumed: input.count, verdict: .closeNow)
    }

    func closed(_ connection: Connection, because reason: CloseReason) {
        self.connection = nil
        // A real server notices only when it writes that nobody is there.
        finish(reason.isRefusal && refusals.isEmpty ? .writing : .reading)
    }
}

extension MigrationLink: DeadlineSource {
    func deadlineReached(now: UInt64) {
        let unsent = connection?.pendingOutput ?? 0
        finish(unsent >= migration.request.count ? .connecting : unsent > 0 ? .writing : .reading)
        connection?.close(.now)
    }
}

extension CloseReason {
    /// Whether there never was a connection.
    fileprivate var isRefusal: Bool {
        guard case .broken(let code) = self else { return false }
        return !SocketError(code: code, operation: "connect").isLossOfConnection
    }
}

extension RESPValue {
    /// The error's text, where it is one.
    fileprivate var errorText: String? {
        switch self {
        case .error(let text), .blobError(let text): text
        default: nil
        }
    }
}
