// Commands over the connection that all tasks share, and those that must not be sent over it.

extension KVClient: KVStore {
    /// Transactions on a condition, messages, and strings of any bytes.
    public var features: KVFeatures { [.watching, .subscriptions, .binary] }

    /// Sends commands together, in this order, and returns what has become of them.
    ///
    /// A command that may block is sent over a connection of its own, with those that were given with it. When the
    /// connection breaks, commands are sent again that had not been sent, or that change nothing; so are commands that
    /// the server refuses for the moment only.
    ///
    /// - Throws: `KVError` for commands that cannot be sent like this; `CancellationError`.
    public func outcome(of requests: [KVRequest]) async throws -> KVOutcome {
        try Task.checkCancellation()
        var common = CommandTraits.repeatable
        var all = CommandTraits()
        for request in requests {
            let traits = CommandTraits.of(request)
            common.formIntersection(traits)
            all.formUnion(traits)
        }
        if !all.isDisjoint(with: [.unpaired, .stateful]) || requests.contains(where: \.words.isEmpty) {
            throw KVClient.refusal(of: requests)
        }
        if requests.isEmpty { return KVOutcome(replies: []) }
        if all.contains(.blocking) {
            return try await withConnection { try await $0.outcome(of: requests) }
        }
        return try await persist(isHarmless: common.contains(.repeatable)) { done in
            try await attempt(done == 0 ? requests : Array(requests[done...]))
        }
    }

    /// Sends commands over the shared connection, once.
    func attempt(_ requests: [KVRequest]) async throws -> KVOutcome {
        do {
            let link = try await pool.shared()
            return try await link.outcome(of: requests, timeout: configuration.commandTimeout)
        } catch let error as KVError {
            return KVOutcome(replies: [], failure: error)
        }
    }

    /// Sends what is left until all of it has replies, or nothing more can be tried.
    ///
    /// - Parameter attempt: sends everything but the first so many.
    private func persist(
        isHarmless: Bool, _ attempt: (_ done: Int) async throws -> KVOutcome
    ) async throws -> KVOutcome {
        var total = KVOutcome(replies: [])
        try await Persistence(configuration, time).run { isLast in
            let outcome = try await attempt(total.replies.count)
            if !isLast, outcome.isRefusedForNow { return true }
            total.replies += outcome.replies
            total.failure = outcome.failure
            return outcome.failure?.allowsAnother(isHarmless) ?? false
        }
        return total
    }

    /// Why commands cannot be sent over a connection that is shared.
    private static func refusal(of requests: [KVRequest]) -> KVError {
        for request in requests {
            let traits = CommandTraits.of(request)
            if let error = request.pairingProblem { return error }
            if traits.contains(.stateful) {
                return KVError(
                    .needsConnection,
                    "'\(request.name)' changes a connection, and this one is shared: use a transaction, or "
                        + "withConnection")
            }
        }
        return KVError(.notPaired, "there is no command")
    }
}

extension KVRequest {
    /// Why the reply could not be told from others; nil when it can.
    package var pairingProblem: KVError? {
        guard words.isEmpty || CommandTraits.of(self).contains(.unpaired) else { return nil }
        return KVError(.notPaired, "'\(name)' is not answered by one reply")
    }
}
