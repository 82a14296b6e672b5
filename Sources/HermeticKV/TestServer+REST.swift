// The REST interface of a test server: Redis over HTTP, as Upstash and Vercel KV offer it. It costs nothing until somebody
// asks where it is.

import KVGateway
import KVServer
import KVSockets

extension TestServer {
    /// Where Upstash's REST interface is served, for `KV_REST_API_URL` or `UPSTASH_REDIS_REST_URL`:
    /// `http://127.0.0.1:49152`.
    ///
    /// The server begins to listen there when this is first read; the address stays the same from then on. A system
    /// without a free port or descriptor stops the program.
    ///
    /// ```swift
    /// let kv = Upstash(url: server.restURL, token: server.restToken)
    /// ```
    public var restURL: String { "http://\(host):\(rest.port)" }

    /// What REST clients authenticate with, for `KV_REST_API_TOKEN` or `UPSTASH_REDIS_REST_TOKEN`.
    public var restToken: String { rest.gateway.token }
}

/// The gateway of a test server, which begins to listen when its port is asked for.
final class RESTInterface: Sendable {
    let gateway: RESTGateway
    private let server: Server
    private let found = Locked<UInt16?>(nil)

    init(server: Server, _ configuration: TestServer.Configuration) {
        self.server = server
        gateway = RESTGateway(
            endpoints: [.tcp(host: "127.0.0.1", port: 0)], token: configuration.restToken,
            readOnlyToken: configuration.restReadOnlyToken)
    }

    var port: UInt16 {
        found.withLock { port in
            if let port { return port }
            do throws(StartError) {
                try server.add(gateway)
            } catch {
                preconditionFailure("the REST interface \(error.description)")
            }
            port = server.port(of: gateway)
            return port ?? 0
        }
    }
}
