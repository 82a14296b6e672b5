// Transactions. One without a condition goes over the shared connection: its commands leave in one piece, so that no
// other task's command gets in between. One with a condition watches, and needs a connection of its own.

extension KVClient {
    /// Runs commands as a transaction (MULTI, EXEC): nothing of others runs in between.
    ///
    /// - Returns: a reply for each; what one is refused for does not keep the others from running.
    /// - Throws: `KVError`: the connection's end, or what the first of the commands was refused for before any ran;
    ///   `CancellationError`.
    public func transaction(_ requests: [KVRequest]) async throws -> [Reply] {
        try Task.checkCancellation()
        let transaction = try Transaction(requests)
        if requests.isEmpty { return [] }
        var last = KVOutcome(replies: [])
        try await Persistence(configuration, time).run { isLast in
            last = try await attempt(transaction.commands)
            if !isLast, transaction.isRefusedForNow(last) { return true }
            return last.failure?.allowsAnother(transaction.isHarmless) ?? false
        }
        // Nothing was watched.
        return try transaction.replies(in: last) ?? []
    }

    /// Decides by what is stored, and runs commands only if it is still the same then (WATCH, MULTI, EXEC).
    ///
    /// It begins anew when the connection breaks before the commands have been sent.
    ///
    /// - Throws: `KVError` with the code `conflict` after the last attempt; what `decide` throws; `CancellationError`.
    public func transaction<Result: Sendable>(
        watching keys: [KVString], attempts: Int = 16,
        _ decide: @Sendable (any KVStore) async throws -> KVDecision<Result>
    ) async throws -> Result {
        var result: Swift.Result<Result, KVError> = .failure(.closed)
        try await Persistence(configuration, time).run { _ in
            try await withConnection { connection in
                do {
                    let value = try await connection.transaction(watching: keys, attempts: attempts, decide)
                    result = .success(value)
                    return false
                } catch let error as KVError {
                    // Up to EXEC there was only reading.
                    result = .failure(error)
                    return error.allowsAnother(!connection.hasCommitted)
                }
            }
        }
        return try result.get()
    }

    /// Lends a connection to a closure that needs one for itself.
    ///
    /// ```swift
    /// try await client.withConnection { connection in
    ///     try await connection.send("CLIENT", "TRACKING", "ON", "BCAST")
    ///     for await push in connection.pushes { forget(push) }
    /// }
    /// ```
    ///
    /// - Throws: `KVError`: no connection, or none free in time; what the closure throws; `CancellationError`.
    public func withConnection<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (KVConnection) async throws -> Result
    ) async throws -> Result {
        let link = try await leasedLink()
        let connection = KVConnection(link, of: self)
        defer {
            pool.forget(link)
            pool.giveBack(connection.end())
        }
        return try await body(connection)
    }

    private func leasedLink() async throws -> ClientLink {
        var result: Swift.Result<ClientLink, any Error> = .failure(KVError.closed)
        try await Persistence(configuration, time).run { _ in
            do {
                result = .success(try pool.lend(try await pool.lease()))
                return false
            } catch let error as KVError {
                result = .failure(error)
                return error.allowsAnother(true)
            }
        }
        return try result.get()
    }
}
