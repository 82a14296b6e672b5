// Commands and their replies.

extension KVStore {
    /// Sends a command and returns its reply.
    ///
    /// A task that is cancelled stops waiting; the command may run all the same, and its reply is dropped.
    ///
    /// - Throws: `KVError` with the server's refusal or the end of the connection; `CancellationError`.
    @discardableResult
    public func send(_ words: any CommandWord...) async throws -> Reply { try await send(KVRequest(words)) }

    /// Sends a command that is given as a list, and returns its reply.
    ///
    /// - Throws: `KVError` with the server's refusal or the end of the connection; `CancellationError`.
    @discardableResult
    public func send(_ words: [any CommandWord]) async throws -> Reply { try await send(KVRequest(words)) }

    /// Sends a request and returns its reply.
    ///
    /// - Throws: `KVError` with the server's refusal or the end of the connection; `CancellationError`.
    @discardableResult
    public func send(_ request: KVRequest) async throws -> Reply {
        let reply = try await outcome(of: [request]).get()[0]
        if case .error(let line) = reply { throw KVError(line: line) }
        return reply
    }

    /// Sends a command and returns its reply, a refusal of the server's being one too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func reply(to words: any CommandWord...) async throws -> Reply {
        try await outcome(of: [KVRequest(words)]).get()[0]
    }

    /// Sends a command that is given as a list and returns its reply, a refusal of the server's being one too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func reply(to words: [any CommandWord]) async throws -> Reply {
        try await outcome(of: [KVRequest(words)]).get()[0]
    }

    /// Sends commands together, in this order, and returns their replies, refusals being such too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func replies(to commands: [[any CommandWord]]) async throws -> [Reply] {
        try await outcome(of: commands.map { KVRequest($0) }).get()
    }

    /// Sends requests together, in this order, and returns their replies, refusals being such too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func replies(to requests: [KVRequest]) async throws -> [Reply] {
        try await outcome(of: requests).get()
    }

    /// Has messages of channels delivered.
    ///
    /// - Throws: `KVError`; with the code `unsupported` where nothing is delivered.
    public func subscribe(to channels: KVString...) async throws -> KVSubscription {
        try await subscribe(to: channels, patterns: [])
    }
}
