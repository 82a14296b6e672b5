// Connections for one user at a time.

import KVSockets

extension LinkPool {
    private enum Step {
        case use(ClientLink)
        case connect
        case wait(Promise<ClientLink?>)
    }

    /// A connection for the caller alone, until it gives it back.
    ///
    /// - Throws: `KVError`, why there is none; `CancellationError`.
    func lease() async throws -> ClientLink {
        let settings = connector.settings
        let until = connector.time.elapsed() + settings.connectTimeout
        while true {
            switch try nextStep() {
            case .use(let link):
                if link.isQuiet { return link }
                link.close()
                giveBack(nil)
            case .connect: return try await connect()
            case .wait(let promise):
                let error = KVError(
                    .poolExhausted, "all \(settings.maximumConnections) connections are in use")
                guard let link = try await promise.value(before: until, connector.time, otherwise: error)
                else {
                    return try await connect()
                }
                if link.isQuiet { return link }
                link.close()
                giveBack(nil)
            }
        }
    }

    private func nextStep() throws(KVError) -> Step {
        try state.withLock { state throws(KVError) -> Step in
            if state.isClosed { throw .closed }
            if let link = state.idle.popLast() { return .use(link) }
            if state.count < max(connector.settings.maximumConnections, 1) {
                state.count += 1
                return .connect
            }
            let promise = Promise<ClientLink?>()
            state.queue.append(promise)
            return .wait(promise)
        }
    }

    /// Makes a connection that has been counted.
    private func connect() async throws -> ClientLink {
        do {
            return try await connector.connect(events)
        } catch {
            giveBack(nil)
            throw error
        }
    }

    /// Ends a lease.
    ///
    /// - Parameter link: the connection, if it may be used by others; nil when it is gone, and another may be made.
    func giveBack(_ link: ClientLink?) {
        while true {
            let (waiting, isClosed) = state.withLock { state -> (Promise<ClientLink?>?, Bool) in
                if !state.queue.isEmpty { return (state.queue.removeFirst(), false) }
                if let link, !state.isClosed { state.idle.append(link) } else { state.count -= 1 }
                return (nil, state.isClosed)
            }
            guard let waiting else {
                if isClosed { link?.close() }
                return
            }
            if waiting.settle(.success(link)) { return }
        }
    }
}

extension LinkEvents {
    /// Events that go to a program's own code, which may take its time: not on the reactor's thread.
    init(_ handler: (@Sendable ([Reply]) -> Void)?) {
        guard let handler else { return }
        let queue = PushQueue()
        pushed = { elements in
            queue.run { handler(elements) }
            return true
        }
    }
}
