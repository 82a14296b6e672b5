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
    /// Where the data comes from, and where SAVE writes it; memory only when nil.
    package var dataFile: DataFile?
    /// Another protocol to be served at addresses of its own.
    package var gateway: (any Gateway)?
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
        return CommandJournal(capacity: journalCapacity, includesDirect: journalsDirectCalls)
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
    let listeners: Listeners

    /// Starts to listen.
    ///
    /// - Parameter reactor: what serves the sockets; the process's shared one when nil.
    /// - Throws: a parameter that is refused, or the address that cannot be listened at.
    package init(_ options: ServerOptions, on reactor: Reactor? = nil) throws(StartError) {
        let engine = Engine(
            seed: options.seed, now: options.clock.unixMicroseconds, databases: options.databases,
            stopwatch: { UInt64(SystemTime.monotonicNanoseconds) })
        engine.shutDown = options.shutDown
        if let file = options.dataFile { engine.keepFile(reading: file.read, writing: file.write) }
        engine.keepJournal(options.makeJournal())
        for (name, value) in options.parameters { try Server.set(name, to: value, in: engine) }
        if let snapshot = options.snapshot {
            guard snapshot.usedDatabases <= options.databases else {
                throw StartError(
                    description: "the snapshot has keys in database \(snapshot.usedDatabases - 1)")
            }
            engine.replaceKeyspace(with: snapshot.prepare(for: engine))
        }
        if let file = options.dataFile, let rdb = try WholeFile.bytes(of: file.path) {
            try Server.load(rdb, into: engine)
        }
        do throws(SocketError) {
            let reactor = if let reactor { reactor } else { try Reactor.shared }
            core = ServerCore(
                engine: engine, clock: options.clock, reactor: reactor, log: options.log, seed: options.seed)
            listeners = try Listeners(options.endpoints, core: core, gateway: options.gateway)
            self.reactor = reactor
        } catch {
            throw StartError(description: "cannot listen: \(error.description)")
        }
        if options.hasTestControls { TestControls.install(in: core, seed: options.seed) }
        var environment = SystemFacts.environment
        environment.port = Int(port ?? 0)
        for case .tcp(let host, _) in options.endpoints { environment.bindAddresses.append(host) }
        for case .unix(let path, _) in options.endpoints { environment.unixSocket = path }
        if let file = options.dataFile {
            (environment.dataFolder, environment.dataFileName) = (file.folder, file.name)
        }
        core.locked {
            engine.environment = environment
            engine.moveToPort = { [weak self] in self?.move(toPort: $0) ?? false }
        }
        core.setRefusing = { [weak self] in self?.setRefusing($0) }
    }

    private static func load(_ rdb: [UInt8], into engine: Engine) throws(StartError) {
        do throws(CorruptRDB) {
            try engine.load(rdb: rdb)
        } catch {
            throw StartError(description: "the RDB file cannot be loaded: \(error.reason)")
        }
    }

    private static func set(_ name: String, to value: String, in engine: Engine) throws(StartError) {
        do {
            try engine.configure(name, value)
        } catch {
            throw StartError(description: "--\(name): \(error.text)")
        }
    }

    /// The TCP port; nil when it only listens on Unix sockets.
    package var port: UInt16? { listeners.main.port }

    /// The addresses it listens at, in the order asked for, without its gateway's.
    package var addresses: [SocketAddress] { listeners.main.addresses }

    /// Listens at a gateway's addresses as well, from now on.
    ///
    /// - Throws: the address that cannot be listened at.
    package func add(_ gateway: any Gateway) throws(StartError) {
        do throws(SocketError) {
            try listeners.add(gateway)
        } catch {
            throw StartError(description: "cannot listen: \(error.description)")
        }
        listenersChanged()
    }

    /// The TCP port of a gateway; nil when it has none here.
    package func port(of gateway: any Gateway) -> UInt16? { listeners.listener(of: gateway)?.port }

    /// How many connections are open, those included that only wait for their peer to go. Not on the reactor's thread.
    package var connectionCount: Int {
        let count = Locked(0)
        reactor.perform { [listeners] in count.withLock { $0 = listeners.connectionCount } }
        return count.withLock { $0 }
    }

    /// Closes every connection and stops; returns when the descriptors are closed. Stopping twice is allowed.
    ///
    /// The data stays, for direct calls and for `restart`, and so do the ports until the server is released.
    package func stop() {
        listeners.stop()
        core.direct { core.engine.abandonScript() }
    }

    /// Stops as soon as the reactor has done what it is at: for callers that hold the engine.
    package func stopSoon() { reactor.submit { self.stop() } }

    /// Listens again where it did, with the data that it has; connections that are open are closed.
    ///
    /// - Throws: the address that cannot be listened at any more.
    package func restart() throws(StartError) {
        stop()
        do throws(SocketError) {
            try listeners.start()
        } catch {
            throw StartError(description: "cannot listen: \(error.description)")
        }
        listenersChanged()
    }

    /// Those that are new listen, whatever the others do.
    private func listenersChanged() {
        reactor.perform { [core] in core.listenerChanged() }
        faultsChanged()
    }

    /// Listens at another port; false, and as it was, where that is not possible.
    private func move(toPort port: Int) -> Bool {
        do throws(SocketError) {
            try listeners.move(toPort: UInt16(clamping: port))
            return true
        } catch {
            core.log(.warning, "Cannot listen elsewhere: \(error.description)")
            return false
        }
    }

    private func setRefusing(_ refuses: Bool) {
        do throws(SocketError) {
            try listeners.setRefusing(refuses)
        } catch {
            core.log(.warning, "Refusing connections has lost an address: \(error.description)")
        }
    }
}
