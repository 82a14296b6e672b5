// The REST interface of a test server: Redis over HTTP, as Upstash and Vercel KV offer it. It costs nothing until somebody
// asks where it is.

import KVGateway
import KVServer
import KVSockets

extension TestServer {
    /// Where Upstash's REST interface is served, for `KV_REST_API_URL` or `UPSTASH_REDIS_REST_URL`:
    /// `http://127.0.0.1:61152`.
    ///
    /// The server begins to listen there when this is first read; the address stays the same from then on. A system
    /// without a free port or descriptor stops the program.
    ///
    /// ```swift
    /// let kv = Upstash(url: server.restURL, token: server.restToken)
    /// ```
    public var restURL: String { "http://\(host):\(rest.port(on: server, configuration))" }

    /// What REST clients authenticate with, for `KV_REST_API_TOKEN` or `UPSTASH_REDIS_REST_TOKEN`.
    public var restToken: String { rest.token(configuration) }
}

/// The gateway of a test server: made when somebody first asks for its token, listening when for its port.
struct RESTInterface: Sendable {
    fileprivate struct State {
        var gateway: RESTGateway?
        var port: UInt16?
    }

    private let state = Locked(State())

    func token(_ configuration: TestServer.Configuration) -> String {
        state.withLock { $0.gateway(configuration).token }
    }

    func port(on server: Server, _ configuration: TestServer.Configuration) -> UInt16 {
        state.withLock { state in
            if let port = state.port { return port }
            let gateway = state.gateway(configuration)
            do throws(StartError) {
                try server.add(gateway)
            } catch {
                preconditionFailure("the REST interface \(error.description)")
            }
            let port = server.port(of: gateway) ?? 0
            state.port = port
            return port
        }
    }
}

extension RESTInterface.State {
    fileprivate mutating func gateway(_ configuration: TestServer.Configuration) -> RESTGateway {
        if let gateway { return gateway }
        let made = RESTGateway(
            endpoints: [.tcp(host: "127.0.0.1", port: 0)], token: configuration.restToken,
            readOnlyToken: configuration.restReadOnlyToken)
        gateway = made
        return made
    }
}
