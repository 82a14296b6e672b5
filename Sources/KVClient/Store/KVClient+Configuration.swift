// How a client is set up.

extension KVClient {
    /// What connections are made with, and how long to wait for what.
    public struct Configuration: Sendable {
        /// Speaks RESP3, in which servers send what was not asked for apart from replies; RESP2 if not, and to servers
        /// that know no other.
        public var usesRESP3 = true
        /// Whose password it is, for servers with users.
        public var user: String?
        /// What the server asks for first.
        public var password: String?
        /// The database to start with.
        public var database = 0
        /// What CLIENT LIST calls the connections.
        public var name: String?
        /// Commands that each connection begins with, such as `CLIENT TRACKING ON`.
        public var setup: [KVRequest] = []
        /// Is given what the server sends unasked, one after the other; dropped when nil.
        public var onPush: (@Sendable ([Reply]) -> Void)?

        /// How long a connection may take until the server has accepted the client.
        public var connectTimeout = Duration.seconds(10)
        /// How long a reply may take; for ever when nil. A command that is asked to wait has that time besides.
        public var commandTimeout: Duration? = .seconds(10)
        /// How often to try, and how long to wait in between.
        public var retry = KVRetryPolicy()
        /// Connections besides the one that all tasks share; at least one.
        public var maximumConnections = 16

        /// What timeouts and pauses go by.
        public var clock: any Clock<Duration> = ClientTime.systemClock
        /// Where chance comes from: numbers from 0 to 1.
        public var chance: @Sendable () -> Double = Jitter.system

        /// RESP3, no password, database 0, ten seconds for anything.
        public init() {}
    }
}
