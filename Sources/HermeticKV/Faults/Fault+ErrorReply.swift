// The errors that a test wants its application to meet, with the texts of Redis 7.0.

import KVEngine

extension Fault {
    /// An error reply: one of Redis's own, or any text.
    public struct ErrorReply: Sendable, Equatable, ExpressibleByStringLiteral {
        let error: InjectedError

        init(_ error: InjectedError) { self.error = error }

        /// An error of any text.
        ///
        /// - Parameter text: the code word, a space and the message, without the leading dash.
        public init(_ text: String) { error = .text(text) }

        /// An error of any text, written as a literal.
        public init(stringLiteral text: String) { self.init(text) }

        /// The data is being loaded: a server that has just started.
        public static let loading = ErrorReply(InjectedError.loading)
        /// The server is a replica: a client that was not told of a failover.
        public static let readOnly = ErrorReply(InjectedError.readOnly)
        /// The server is a replica that has lost its master.
        public static let masterDown = ErrorReply(InjectedError.masterDown)
        /// Memory is full.
        public static let outOfMemory = ErrorReply(InjectedError.outOfMemory)
        /// A script runs for too long.
        public static let busy = ErrorReply(InjectedError.busy)
        /// A password is asked for.
        public static let noAuth = ErrorReply(InjectedError.noAuth)
        /// The user may not run the command, whose name is in the text.
        public static let noPermission = ErrorReply(InjectedError.noPermission)
        /// The cluster does not work.
        public static let clusterDown = ErrorReply(InjectedError.clusterDown)
        /// Some of the keys have been moved to another node of the cluster.
        public static let tryAgain = ErrorReply(InjectedError.tryAgain)

        /// The slot is served by another node of the cluster, given as `host:port`.
        public static func moved(slot: Int, to address: String) -> ErrorReply {
            ErrorReply(InjectedError.moved(slot: slot, to: address))
        }

        /// The key may have been moved to another node, given as `host:port`, which is to be asked this once.
        public static func ask(slot: Int, at address: String) -> ErrorReply {
            ErrorReply(InjectedError.ask(slot: slot, at: address))
        }
    }
}
