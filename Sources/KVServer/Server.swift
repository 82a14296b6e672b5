// A server: a core with its listening sockets. Starting one costs a listening descriptor and about a tenth of
// a millisecond; all servers of a process share one reactor.

import KVEngine
import KVSockets
import RESP

/// Where and how a server listens.
package struct ServerOptions: Sendable {
    package var endpoints: [Endpoint]
    /// Seeds the engine's randomness; the same seed and the same calls give the same replies.
    package var seed: UInt64
    package var clock = Clock.system
    package var databases = 16
    /// Parameters set before the first client can connect, under the names CONFIG has for them.
    package var parameters: [(name: String, value: String)] = []
    package var log = Log.silent
    /// Whether clients may send HERMETIC commands; otherwise these are as unknown as in Redis.
    package var hasTestControls = false
    /// What is in the databases at the start.
    package var snapshot: ServerSnapshot?
    /// Commands that the journal keeps; 0 for no journal.
    package var journalCapacity = 0
    /// Whether the journal is to keep direct calls as well.
    package var journalsDirectCalls = false
    /// Ends whatever the server runs in, for SHUTDOWN, which is an error without it. Called with the engine locked,
    /// so it only passes the wish on.
    package var shutDown: (@Sendable () -> Void)?

    /// - Parameter seed: any when nil.
    package init(endpoints: [Endpoint], seed: UInt64? = nil) {
        self.endpoints = endpoints
        self.seed = seed ?? ServerOptions.freshSeed
    }
}

extension ServerOptions {
    fileprivate func makeJournal() -> CommandJournal? {
        guard journalCapacity > 0 else { return nil }
        let journal = CommandJournal(capacity: journalCapacity)
        journal.includesDirect = journalsDirectCalls
        return journal
    }
}

/// Why a server could not start, in a sentence.
package struct StartError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

/// A running server.
package final class Server: Sendable {
    let core: ServerCore
    private let reactor: Reactor
    private let endpoints: [Endpoint]
    let listening: Locked<Listener>
    /// What keeps the ports for `restart` while the server is stopped.
    private let reservation = Locked<PortReservation?>(nil)

    /// Starts to listen.
    ///
    /// - Parameter reactor: what serves the sockets; the process's shared one when nil.
    /// - Throws: a parameter that is refused, or the address that cannot be listened at.
    package init(_ options: ServerOptions, on reactor: Reactor? = nil) throws(StartError) {
        let engine = Engine(
            seed: options.seed, now: options.clock.unixMicroseconds, databases: options.databases)
        engine.shutDown = options.shutDown
        engine.keepJournal(options.makeJournal())
        for (name, value) in options.parameters { try Server.set(name, to: value, in: engine) }
        if let snapshot = options.snapshot {
            guard snapshot.usedDatabases <= options.databases else {
                throw StartError(
                    description: "the snapshot has keys in database \(snapshot.usedDatabases - 1)")
            }
            engine.replaceKeyspace(with: snapshot.prepare(for: engine))
        }
        do throws(SocketError) {
            let reactor = if let reactor { reactor } else { try Reactor.shared }
            core = ServerCore(
                engine: engine, clock: options.clock, reactor: reactor, log: options.log, seed: options.seed)
            let listener = try Listener(options.endpoints, on: reactor, delegate: ServerDoor(core: core))
            endpoints = options.endpoints.map { $0.onPort(listener.port ?? 0) }
            listening = Locked(listener)
            self.reactor = reactor
        } catch {
            throw StartError(description: "cannot listen: \(error.description)")
        }
        if options.hasTestControls { TestControls.install(in: core, seed: options.seed) }
        var environment = SystemFacts.environment
        environment.port = Int(port ?? 0)
        for case .tcp(let host, _) in options.endpoints { environment.bindAddresses.append(host) }
        for case .unix(let path, _) in options.endpoints { environment.unixSocket = path }
        core.locked { engine.environment = environment }
        core.setRefusing = { [weak self] in self?.setRefusing($0) }
    }

    private static func set(_ name: String, to value: String, in engine: Engine) throws(StartError) {
        do {
            try engine.configure(name, value)
        } catch {
            throw StartError(description: "--\(name): \(error.text)")
        }
    }

    /// The TCP port; nil when it only listens on Unix sockets.
    package var port: UInt16? { listening.withLock { $0.port } }

    /// The addresses it listens at, in the order asked for.
    package var addresses: [SocketAddress] { listening.withLock { $0.addresses } }

    /// How many connections are open, those included that only wait for their peer to go. Not on the reactor's thread.
    package var connectionCount: Int {
        let (listener, count) = (listening.withLock { $0 }, Locked(0))
        reactor.perform { count.withLock { $0 = listener.connectionCount } }
        return count.withLock { $0 }
    }

    /// Closes every connection and stops; returns when the descriptors are closed. Stopping twice is allowed.
    ///
    /// The data stays, for direct calls and for `restart`, and so do the ports until the server is released.
    package func stop() {
        let listener = listening.withLock { $0 }
        listener.stop()
        reservation.withLock { $0 = $0 ?? PortReservation(listener.addresses) }
    }

    /// Stops as soon as the reactor has done what it is at: for callers that hold the engine.
    package func stopSoon() { reactor.submit { self.stop() } }

    /// Listens again where it did, with the data that it has; connections that are open are closed.
    ///
    /// - Throws: the address that cannot be listened at any more.
    package func restart() throws(StartError) {
        stop()
        do throws(SocketError) {
            let listener = try Listener(endpoints, on: reactor, delegate: ServerDoor(core: core))
            listening.withLock { $0 = listener }
            reservation.withLock { $0 = nil }
        } catch {
            throw StartError(description: "cannot listen: \(error.description)")
        }
        reactor.perform { [core] in core.listenerChanged() }
        faultsChanged()
    }

    private func setRefusing(_ refuses: Bool) {
        do throws(SocketError) {
            try listening.withLock { $0 }.setRefusing(refuses)
        } catch {
            core.log(.warning, "An address was lost while connections were refused: \(error.description)")
        }
    }
}

extension Endpoint {
    /// The endpoint with the port that was found for it, if any port would do.
    fileprivate func onPort(_ port: UInt16) -> Endpoint {
        if case .tcp(let host, 0) = self { .tcp(host: host, port: port) } else { self }
    }
}

/// Decides about new connections.
private final class ServerDoor: ListenerDelegate {
    private let core: ServerCore

    init(core: ServerCore) { self.core = core }

    func accepted(_ connection: Connection) -> (any ConnectionDelegate)? {
        core.locked {
            guard let fault = core.faults.meetConnection() else { return admit(connection) }
            // Without this it ends in good order.
            if fault == .closeOnAccept(resets: true) { connection.close(.reset) }
            return nil
        }
    }

    private func admit(_ connection: Connection) -> Session? {
        let engine = core.engine
        guard engine.clients.count < engine.settings.maxClients else {
            return refuse(connection, "-ERR max number of clients reached\r\n")
        }
        if engine.settings.protectedMode, engine.hasNoPassword, !connection.isLoopbackPeer {
            return refuse(connection, ServerDoor.protectedModeText)
        }
        let client = engine.makeClient()
        client.address = connection.peer.description
        client.localAddress = connection.local?.description ?? ""
        client.descriptor = Int(connection.descriptor)
        if case .unix = connection.peer { client.isUnixSocket = true }
        let session = Session(client: client, core: core, connection: connection)
        core.sessions[client.id] = session
        return session
    }

    private func refuse(_ connection: Connection, _ text: StaticString) -> Session? {
        connection.append(ByteView(text))
        core.engine.noteRejectedConnection()
        return nil
    }
}

extension ServerDoor {
    /// What a client from another machine is told while there is no password.
    fileprivate static let protectedModeText: StaticString = """
        -DENIED hermetic-kv is running in protected mode: no password is set, so only clients on this machine \
        are served. To connect from elsewhere, give it a password (--requirepass, or CONFIG SET requirepass \
        from this machine), or turn protected mode off (--protected-mode no) where nobody else can reach the \
        port.\r\n
        """
}
