// A client of one server, for any number of tasks at once.

import KVSockets
import RESP

/// A client of a Redis-compatible server, for any number of tasks at once.
///
/// ```swift
/// let client = try await KVClient.connect(to: "redis://:secret@127.0.0.1:6379/2")
/// try await client.send("SET", "visits", 41)
/// let visits = try await client.send("INCR", "visits").integer
/// client.close()
/// ```
///
/// Commands of all tasks share one connection, where they are pipelined; what needs a connection of its own gets one of
/// a pool. A connection that has broken is made again for the next command. A client that is released closes its
/// connections.
public final class KVClient: Sendable {
    /// How the client was set up.
    public let configuration: Configuration
    let pool: LinkPool
    let time: ClientTime

    private init(_ place: Connector.Place, _ configuration: Configuration) {
        let time = ClientTime(configuration.clock)
        self.configuration = configuration
        self.time = time
        pool = LinkPool(Connector(place: place, settings: configuration, time: time))
    }

    deinit { pool.close(andWhatIsInUse: false) }

    /// A client that connects when it is first needed.
    ///
    /// - Parameters:
    ///   - url: Where the server is; its user, password and database go before those of the configuration.
    ///   - configuration: How to connect, and how long to wait.
    /// - Throws: `KVError` with the code `unsupported` for a URL that needs TLS, and for one of REST.
    public convenience init(_ url: KVURL, configuration: Configuration = Configuration()) throws(KVError) {
        var settings = configuration
        if let password = url.password { (settings.user, settings.password) = (url.user, password) }
        if url.database != 0 { settings.database = url.database }
        self.init(try KVClient.place(of: url), settings)
    }

    /// Connects to the server of a URL, and returns when it has accepted the client.
    ///
    /// - Throws: `KVError`: what is wrong with the URL, no connection, or what the server says to the password or the
    ///   database.
    public static func connect(
        to url: String, configuration: Configuration = Configuration()
    ) async throws -> KVClient {
        try await connect(to: try KVURL(url), configuration: configuration)
    }

    /// Connects to a server, and returns when it has accepted the client.
    ///
    /// - Throws: `KVError`: no connection, or what the server says to the password or the database.
    public static func connect(
        to url: KVURL, configuration: Configuration = Configuration()
    ) async throws -> KVClient {
        try await connected(KVClient(url, configuration: configuration))
    }

    /// Connects over TCP, and returns when the server has accepted the client.
    ///
    /// - Parameters:
    ///   - host: A name or an address.
    ///   - port: 1 to 65535.
    ///   - configuration: What to say on connecting, and how long to wait.
    /// - Throws: `KVError`: no connection, or what the server says to the password or the database.
    public static func connect(
        to host: String, port: Int, configuration: Configuration = Configuration()
    ) async throws -> KVClient {
        try await connect(to: KVURL(.tcp(host: host, port: port)), configuration: configuration)
    }

    /// Connects to a Unix socket, and returns when the server has accepted the client.
    ///
    /// - Throws: `KVError`: no connection, or what the server says to the password or the database.
    public static func connect(
        toUnixSocket path: String, configuration: Configuration = Configuration()
    ) async throws -> KVClient {
        try await connect(to: KVURL(.unix(path: path)), configuration: configuration)
    }

    /// Uses descriptors that are connected already, each of which it closes in the end.
    package static func connect(
        configuration: Configuration, over descriptors: @escaping @Sendable () throws(SocketError) -> Int32
    ) async throws -> KVClient {
        try await connected(KVClient(.descriptors(descriptors), configuration))
    }

    private static func connected(_ client: KVClient) async throws -> KVClient {
        _ = try await client.pool.shared()
        return client
    }

    /// Closes all connections; commands that have no reply yet fail with `KVError.Code.closed`.
    public func close() { pool.close(andWhatIsInUse: true) }

    private static func place(of url: KVURL) throws(KVError) -> Connector.Place {
        switch url.place {
        case .tcp(let host, let port):
            guard let number = UInt16(exactly: port), number > 0 else {
                throw KVError(.connectionLost, "\(port) is no port")
            }
            return .tcp(host: host, port: number)
        case .unix(let path): return .unix(path: path)
        case .tls:
            throw KVError(
                .unsupported,
                "rediss:// asks for TLS, which this client cannot do; it does not connect without it")
        case .rest: throw KVError(.unsupported, "an http(s):// URL is for the client of KVRESTClient")
        }
    }
}
