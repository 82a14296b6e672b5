// A client of the server's own.

public import KVClient
import KVServer
import KVSockets

extension TestServer {
    /// What a client is connected over.
    public enum Transport: Sendable, CaseIterable {
        /// A pair of sockets inside the process; no port is used.
        case inProcess
        /// TCP, as any other client.
        case tcp
    }

    /// Connects a client to the server, with the server's password; it is closed when it is released.
    ///
    /// ```swift
    /// let client = try await server.client()
    /// try await client.send("LPUSH", "queue", "a")
    /// ```
    ///
    /// - Throws: `KVError` when the server does not accept it, as one that is stopped.
    public func client(
        over transport: Transport = .inProcess, configuration: KVClient.Configuration = .init()
    ) async throws -> KVClient {
        var settings = configuration
        settings.password = settings.password ?? self.configuration.password
        switch transport {
        case .tcp: return try await .connect(to: host, port: port, configuration: settings)
        case .inProcess:
            return try await .connect(configuration: settings) { [server] () throws(SocketError) in
                try server.connectInProcess()
            }
        }
    }
}
