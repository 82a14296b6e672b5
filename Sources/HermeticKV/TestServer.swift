// The server that a test owns. It listens on this machine only, starts empty in a fraction of a millisecond, and
// leaves nothing behind.

import KVEngine
import KVServer
import KVSockets
import Synchronization

/// A Redis-compatible server inside the test's own process.
///
/// ```swift
/// let server = try TestServer.start()
/// defer { server.stop() }
/// try await App(redis: server.url).save("ada", for: "user:1")
/// #expect(server["user:1"] == .string("ada"))
/// ```
///
/// The same seed, the same commands and a manual clock give the same replies, byte for byte. A server that is
/// released stops by itself.
public final class TestServer: Sendable {
    let server: Server
    /// The clock that everything of the server goes by.
    public let clock: TestClock
    /// What it was started with.
    public let configuration: Configuration
    let rest = RESTInterface()

    /// What a server is started with.
    public struct Configuration: Sendable {
        /// The TCP port on 127.0.0.1; 0 takes a free one, from 61000 on, where Linux gives out none by itself: a client
        /// of a server that has gone is refused, and does not meet the server of another test.
        public var port: UInt16 = 0
        /// The path of a Unix socket to listen at as well.
        public var unixSocket: String?
        /// What clients have to send with AUTH first.
        public var password: String?
        /// Databases that SELECT can choose from, 1 to 10,000.
        public var databases = 16
        /// Seeds everything that is random, so that replies repeat; any when nil.
        public var seed: UInt64?
        /// How its clock goes.
        public var clock = TestClock.Mode.system
        /// Parameters under the names that CONFIG has for them, such as `maxmemory`.
        public var parameters: [String: String] = [:]
        /// The token of the REST interface; one is made when nil.
        public var restToken: String?
        /// A token that only reads, and lists no keys; none when nil.
        public var restReadOnlyToken: String?
        /// What is in the databases at the start; nothing when nil.
        public var snapshot: Snapshot?
        /// The most commands that the journal keeps; 0 for no journal.
        public var journalCapacity = JournalLimits.commands
        /// Whether calls of `execute` go into the journal as well.
        public var journalsDirectCalls = false

        /// A free port, an empty server, the system's time.
        public init() {}
    }

    /// Starts a server.
    ///
    /// - Throws: `TestServerError` when it cannot listen, or a setting is refused; it says which.
    public init(_ configuration: Configuration = Configuration()) throws(TestServerError) {
        self.configuration = configuration
        let clock = try configuration.makeClock()
        do throws(StartError) {
            server = try Server(try configuration.options(on: clock))
        } catch {
            throw TestServerError(error.description)
        }
        self.clock = TestClock(server: server, clock: clock)
    }

    /// Starts a server; what is not given is as `Configuration` has it.
    ///
    /// - Throws: `TestServerError` when it cannot listen, or a setting is refused; it says which.
    public static func start(
        port: UInt16 = 0, unixSocket: String? = nil, password: String? = nil, databases: Int = 16,
        seed: UInt64? = nil, clock: TestClock.Mode = .system, parameters: [String: String] = [:]
    ) throws(TestServerError) -> TestServer {
        var configuration = Configuration()
        configuration.port = port
        configuration.unixSocket = unixSocket
        configuration.password = password
        configuration.databases = databases
        configuration.seed = seed
        configuration.clock = clock
        configuration.parameters = parameters
        return try TestServer(configuration)
    }

    deinit { server.stop() }

    // MARK: Where it is

    /// 127.0.0.1.
    public var host: String { "127.0.0.1" }

    /// The TCP port.
    public var port: Int { Int(server.port ?? 0) }

    /// Host and port, as `127.0.0.1:6379`.
    public var endpoint: String { "\(host):\(port)" }

    /// The address as clients take it, with the password if there is one: `redis://:secret@127.0.0.1:6379`.
    public var url: String { RedisURL.text(host: host, port: port, password: configuration.password) }

    // MARK: Life

    /// Closes every connection and stops listening; returns when that is done. Stopping twice does nothing.
    ///
    /// The data stays: it can be looked at, and `restart` serves it again. The port stays with it as long as the server
    /// is referenced: who connects is refused, and nobody else is given it who asks for any port.
    public func stop() { server.stop() }

    /// Returns once so many clients are blocked (in BLPOP and its like), or the task is cancelled.
    ///
    /// The hook for "it is waiting now", before an element comes or time moves: no test has to sleep for it.
    public func untilBlocked(_ count: Int = 1) async { await server.untilBlocked(count) }

    /// Serves again, on the same port, with the same data; what was connected is disconnected.
    ///
    /// - Throws: `TestServerError` when somebody else has asked for just this port meanwhile.
    public func restart() throws(TestServerError) {
        do throws(StartError) {
            try server.restart()
        } catch {
            throw TestServerError(error.description)
        }
    }
}

/// Why a server did not start, in a sentence.
public struct TestServerError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, and with what.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension TestServer.Configuration {
    fileprivate func makeClock() throws(TestServerError) -> AdjustableClock {
        switch clock {
        case .system: return AdjustableClock(unixMicroseconds: SystemTime.unixMicroseconds, rate: 1)
        case .manual(let start): return AdjustableClock(unixMicroseconds: start.microseconds)
        case .scaled(let factor):
            guard factor > 0, factor.isFinite else {
                throw TestServerError("a clock cannot go \(factor) times as fast: give a positive number")
            }
            return AdjustableClock(unixMicroseconds: SystemTime.unixMicroseconds, rate: factor)
        }
    }

    fileprivate func options(on clock: AdjustableClock) throws(StartError) -> ServerOptions {
        guard 1...10_000 ~= databases else {
            throw StartError(description: "a server has 1 to 10000 databases, not \(databases)")
        }
        var endpoints = [Endpoint.tcp(host: "127.0.0.1", port: port)]
        if let unixSocket { endpoints.append(.unix(path: unixSocket, permission: nil)) }
        var options = ServerOptions(endpoints: endpoints, seed: seed)
        options.clock = .adjustable(clock)
        options.databases = databases
        options.snapshot = snapshot?.contents
        options.journalCapacity = journalCapacity
        options.journalsDirectCalls = journalsDirectCalls
        options.parameters = parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        if let password { options.parameters.append(("requirepass", password)) }
        return options
    }
}
