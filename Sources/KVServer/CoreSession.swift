// What the core knows of a connection, whatever protocol its client speaks: whom it serves, and what it can be told.

import KVEngine
import KVSockets
import RESP

/// A client being served.
///
/// Belongs to the reactor's thread; its client is only touched with the core locked.
protocol CoreSession: AnyObject {
    var client: Client { get }
    var core: ServerCore { get }
    var connection: Connection { get }
    /// Watches what the client leaves unread.
    var outputWatch: OutputWatch { get set }
    /// Whether what the client has asked for is being done elsewhere; it reads no more until `answer`.
    var isDeferred: Bool { get }

    /// Goes on with the command that was held back, or after the one that has blocked.
    func resume()

    /// Answers what was done elsewhere, unless the client wants no answer, and reads on.
    func answer(_ reply: RESPValue?)

    /// Sends what the client did not ask for.
    func deliver(_ mail: ByteBuffer)

    /// The rest of what the client has begun has not come in time.
    func ranOutOfPatience()
}

extension CoreSession {
    /// Closes what another client has killed, what was idle too long, or what has just got its last answer.
    func closeAsEnded() {
        let isAnswered = core.locked { client.ending == .closeAfterReply }
        connection.close(isAnswered ? .afterFlush : .now)
    }

    /// Lets output go that was kept back.
    func resumeOutput() { connection.resumeOutput() }

    /// Whether there is output over the soft limit, to be looked at again though nothing happens.
    var isOverSoftLimit: Bool { outputWatch.overSince != nil }

    /// Closes the connection when more output waits for its client than is allowed.
    func checkOutput() {
        let pending = connection.pendingOutput
        let exceeds = core.locked {
            client.outputBufferBytes = pending
            return outputWatch.exceeds(outputLimit, pending: pending, now: core.engine.now)
        }
        if isOverSoftLimit { core.watchOutput(of: client.id) }
        guard exceeds else { return }
        core.log(
            .warning, "Client \(client.id) does not read its replies: closed with \(pending) bytes unsent")
        connection.close(.now)
    }

    /// The limit of the client's class.
    var outputLimit: ClientOutputBufferLimits.Limit {
        let limits = core.engine.settings.clientOutputBufferLimits
        return switch client.type {
        case .replica: limits.replica
        case .pubsub: limits.pubsub
        case .normal, .master: limits.normal
        }
    }
}
