// The connections of one client. Ordinary commands of all tasks share one connection, where they are pipelined: that is
// the fastest way to use a server. What needs a connection of its own (a transaction that watches, a command that
// blocks, anything that changes the connection) borrows one of a bounded number of others.
//
// A connection comes back to the pool only when all that was sent over it has been answered and nothing has been left
// behind in it; any other is closed. Who waits for one is served in the order of coming.

import KVSockets

/// Connections to one server, made when they are needed.
final class LinkPool: Sendable {
    enum Shared {
        case none
        /// Being made, with those who wait for it.
        case connecting([Promise<ClientLink>], Task<Void, Never>?)
        case open(ClientLink)
    }

    struct State {
        var shared = Shared.none
        /// Not in use, the one that was used last at the end.
        var idle: [ClientLink] = []
        /// In use, idle or being made.
        var count = 0
        /// Waiting for one; given nil, they may make one.
        var queue: [Promise<ClientLink?>] = []
        /// In use, by a closure or by a subscription.
        var lent: [ObjectIdentifier: ClientLink] = [:]
        var isClosed = false
    }

    let connector: Connector
    let state = Locked(State())

    init(_ connector: Connector) { self.connector = connector }

    private var settings: KVClient.Configuration { connector.settings }

    /// What comes unasked on connections of the pool goes to the client's handler.
    var events: LinkEvents { LinkEvents(settings.onPush) }

    // MARK: The shared connection

    /// The connection that all tasks share.
    ///
    /// - Throws: `KVError`, why there is none; `CancellationError`.
    func shared() async throws -> ClientLink {
        let promise = Promise<ClientLink>()
        let (link, begins) = try state.withLock { state throws(KVError) -> (ClientLink?, Bool) in
            if state.isClosed { throw .closed }
            switch state.shared {
            case .open(let link) where link.isOpen: return (link, false)
            case .connecting(let waiting, let task):
                state.shared = .connecting(waiting + [promise], task)
                return (nil, false)
            case .none, .open:
                state.shared = .connecting([promise], nil)
                return (nil, true)
            }
        }
        if let link { return link }
        if begins { connectShared() }
        return try await promise.value()
    }

    /// Makes the shared connection, in a task of its own: whoever asked for it first may give up.
    private func connectShared() {
        let task = Task {
            do {
                finish(.success(try await connector.connect(events)))
            } catch {
                finish(.failure(error is CancellationError ? KVError.closed : error))
            }
        }
        state.withLock { state in
            if case .connecting(let waiting, nil) = state.shared { state.shared = .connecting(waiting, task) }
        }
    }

    private func finish(_ result: Result<ClientLink, any Error>) {
        let (waiting, isClosed) = state.withLock { state -> ([Promise<ClientLink>], Bool) in
            guard case .connecting(let waiting, _) = state.shared else { return ([], state.isClosed) }
            if !state.isClosed, case .success(let link) = result {
                state.shared = .open(link)
            } else {
                state.shared = .none
            }
            return (waiting, state.isClosed)
        }
        let outcome = isClosed ? .failure(KVError.closed) : result
        if isClosed, case .success(let link) = result { link.close() }
        for promise in waiting { promise.settle(outcome) }
    }

    /// Closes what is not in use, or everything; who waits is told.
    func close(andWhatIsInUse all: Bool) {
        let (links, queue, shared) = state.withLock {
            state -> ([ClientLink], [Promise<ClientLink?>], Shared) in
            state.isClosed = true
            var links = state.idle
            if all { links += state.lent.values }
            defer {
                (state.idle, state.queue) = ([], [])
                if case .open = state.shared { state.shared = .none }
            }
            return (links, state.queue, state.shared)
        }
        for link in links { link.close() }
        for promise in queue { promise.settle(.failure(KVError.closed)) }
        switch shared {
        case .none: break
        case .open(let link): link.close()
        case .connecting(_, let task): task?.cancel()
        }
    }

    // MARK: What is in use

    /// Makes a connection for a subscription, which does not count.
    func listeningLink(_ events: LinkEvents) async throws -> ClientLink {
        try state.withLock { state throws(KVError) in if state.isClosed { throw .closed } }
        return try lend(try await connector.connect(events))
    }

    /// Remembers a connection that is in use, so that it can be closed with the client.
    func lend(_ link: ClientLink) throws(KVError) -> ClientLink {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.lent[ObjectIdentifier(link)] = link }
            return state.isClosed
        }
        guard isClosed else { return link }
        link.close()
        throw .closed
    }

    /// Forgets a connection that was in use.
    func forget(_ link: ClientLink) {
        state.withLock { state in _ = state.lent.removeValue(forKey: ObjectIdentifier(link)) }
    }
}
