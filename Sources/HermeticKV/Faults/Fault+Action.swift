// What can go wrong, as a test names it.

import KVClient
import KVServer

extension Fault {
    /// What goes wrong.
    public struct Action: Sendable, Equatable {
        let action: FaultAction

        private init(_ action: FaultAction) { self.action = action }

        // MARK: Errors

        /// The command does not run, and is answered with an error; the connection can be used further.
        ///
        /// Between MULTI and EXEC it is the queueing that is refused, so that EXEC answers with EXECABORT.
        public static func error(_ reply: ErrorReply) -> Action { Action(.error(reply.error)) }

        /// The command does not run, and is answered with an error of this text, the code word first.
        public static func error(_ text: String) -> Action { error(ErrorReply(text)) }

        // MARK: Time

        /// The command runs so much later on the server's clock, to the millisecond. Commands that its client has sent
        /// after it wait as well, other clients do not. A client that gives up waiting does not keep it from running.
        public static func latency(_ duration: Duration) -> Action { Action(.latency(duration)) }

        /// The command is not run, and nothing more is read from its client, until the fault is removed.
        public static let stallReading = Action(.stallReading(for: nil))

        /// The command is not run, and nothing more is read from its client, for so long on the server's clock.
        public static func stallReading(for duration: Duration) -> Action {
            Action(.stallReading(for: duration))
        }

        /// The command runs, but its reply, and what its client is sent after it, stays away until the fault is removed.
        public static let stallWriting = Action(.stallWriting(for: nil))

        /// The command runs, but its reply, and what its client is sent after it, stays away for so long on the server's
        /// clock.
        public static func stallWriting(for duration: Duration) -> Action {
            Action(.stallWriting(for: duration))
        }

        // MARK: Ends of connections

        /// The connection ends in place of the command, which does not run.
        public static let disconnect = Action(.disconnect(.init(executes: false)))

        /// The command runs, and the connection ends in place of its reply.
        public static let executeAndDisconnect = Action(.disconnect(.init(executes: true)))

        /// The connection is reset in place of the command, which does not run. What was sent just before may be lost.
        public static let reset = Action(.disconnect(.init(executes: false, resets: true)))

        /// The command runs, and the connection is reset in place of its reply. What was sent just before may be lost.
        public static let executeAndReset = Action(.disconnect(.init(executes: true, resets: true)))

        /// So many bytes of the reply are sent, then the connection ends.
        public static func cutReply(after bytes: Int) -> Action { Action(.cutReply(after: bytes)) }

        // MARK: Replies

        /// Each byte of the reply is sent by itself. Of a long reply, or of the replies to a pipeline, these are the
        /// first 4,096 bytes; the others come together.
        public static let replyByteByByte = Action(.singleBytes)

        /// Bytes that are no part of it come before the reply.
        public static func garbage(_ bytes: KVString = "\u{1}garbage\r\n") -> Action {
            Action(.garbage(bytes.bytes))
        }

        /// The reply comes twice.
        public static let duplicateReply = Action(.duplicateReply)

        /// A client that comes over HTTP is answered with this status, 400 to 599, and the command does not run; it
        /// happens to no other client.
        public static func httpStatus(_ code: Int) -> Action { Action(.httpStatus(code)) }

        // MARK: New connections

        /// Connections are refused until the fault is removed: nobody listens at the port. Those that are open stay,
        /// those that the server has not taken yet are reset.
        public static let refuseConnections = Action(.refuseConnections(for: nil))

        /// Connections are refused for so long on the server's clock. Those that are open stay.
        public static func refuseConnections(for duration: Duration) -> Action {
            Action(.refuseConnections(for: duration))
        }

        /// Connections are accepted and ended at once.
        public static let acceptAndClose = Action(.closeOnAccept(resets: false))

        /// Connections are accepted and reset at once.
        public static let acceptAndReset = Action(.closeOnAccept(resets: true))
    }
}
