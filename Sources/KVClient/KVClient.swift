// A client of one connection. Tasks share it: their commands are pipelined, and each gets its own reply.

import Dispatch
import KVSockets
import RESP

/// A connection to a Redis-compatible server, for any number of tasks at once.
///
/// ```swift
/// let client = try await KVClient.connect(to: "127.0.0.1", port: 6379)
/// try await client.send("SET", "visits", 41)
/// let visits = try await client.send("INCR", "visits").integer
/// client.close()
/// ```
///
/// A client that is released closes its connection. It does not connect again by itself.
public final class KVClient: Sendable {
    private let link: ClientLink

    /// What a connection is made with.
    public struct Configuration: Sendable {
        /// Speaks RESP3, in which servers send what was not asked for apart from replies; RESP2 if not.
        public var usesRESP3 = true
        /// Whose password it is, for servers with users.
        public var user: String?
        /// What the server asks for first.
        public var password: String?
        /// The database to start with.
        public var database = 0
        /// Is given what the server sends unasked, one after the other; dropped when nil.
        public var onPush: (@Sendable ([Reply]) -> Void)?

        /// RESP3, no password, database 0.
        public init() {}
    }

    /// Connects over TCP, and returns when the server has accepted the client.
    ///
    /// - Parameters:
    ///   - host: A name or an address; looking a name up blocks the calling thread.
    ///   - port: 1 to 65535.
    ///   - configuration: What to say on connecting.
    /// - Throws: `KVError`: no connection, or what the server says to the password or the database.
    public static func connect(
        to host: String, port: Int, configuration: Configuration = Configuration()
    ) async throws -> KVClient {
        guard let port = UInt16(exactly: port) else {
            throw KVError(.connectionLost, "\(port) is no port")
        }
        return try await connect(configuration) { link, reactor throws(SocketError) in
            let address = try SocketAddress.resolve(host: host, port: port)
            return try Connection.open(to: address, on: reactor, delegate: link)
        }
    }

    /// Connects to a Unix socket, and returns when the server has accepted the client.
    ///
    /// - Throws: `KVError`: no connection, or what the server says to the password or the database.
    public static func connect(
        toUnixSocket path: String, configuration: Configuration = Configuration()
    ) async throws -> KVClient {
        try await connect(configuration) { link, reactor throws(SocketError) in
            try Connection.open(to: .unix(path: path), on: reactor, delegate: link)
        }
    }

    /// Uses a descriptor that is connected already, and closes it in the end.
    package static func adopt(_ descriptor: Int32, configuration: Configuration) async throws -> KVClient {
        try await connect(configuration) { link, reactor in
            Connection.adopt(descriptor, peer: .unix(path: "in-process"), on: reactor, delegate: link)
        }
    }

    private static func connect(
        _ configuration: Configuration,
        _ open: (ClientLink, Reactor) throws(SocketError) -> Connection
    ) async throws -> KVClient {
        let client: KVClient
        do throws(SocketError) {
            let reactor = try Reactor.shared
            let link = ClientLink(on: reactor, pushed: handler(configuration))
            link.attach(try open(link, reactor))
            client = KVClient(link)
        } catch {
            throw KVError(.connectionLost, error.description)
        }
        for command in configuration.greeting { try await client.send(command) }
        return client
    }

    /// Handlers are the program's own code, and may take their time: not on the reactor's thread.
    private static func handler(_ configuration: Configuration) -> @Sendable ([Reply]) -> Void {
        guard let handler = configuration.onPush else { return { _ in } }
        let queue = DispatchQueue(label: "kv-client.pushes", target: .global())
        return { elements in queue.async { handler(elements) } }
    }

    private init(_ link: ClientLink) { self.link = link }

    deinit { link.close() }

    /// Closes the connection; commands that have no reply yet fail with `KVError.Code.closed`.
    public func close() { link.close() }

    func give(_ bytes: [UInt8], _ pending: [PendingReply]) { link.send(bytes, pending) }
}

extension KVClient.Configuration {
    /// What is sent first.
    fileprivate var greeting: [[String]] {
        let credentials = password.map { ["AUTH", user ?? "default", $0] } ?? []
        var commands: [[String]] = []
        if usesRESP3 {
            commands.append(["HELLO", "3"] + credentials)
        } else if let password {
            commands.append(["AUTH"] + (user.map { [$0] } ?? []) + [password])
        }
        if database != 0 { commands.append(["SELECT", String(database)]) }
        return commands
    }
}
