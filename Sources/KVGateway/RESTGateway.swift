// Upstash's REST interface as a gateway of the server: where it listens, and which tokens open it.
//
// Source: https://upstash.com/docs/redis/features/restapi

import KVServer
import KVSockets
import KVEngine
import RESP

/// Serves the REST interface.
package final class RESTGateway: Gateway {
    package let endpoints: [Endpoint]
    /// What opens everything that the default user may do.
    package let token: String
    /// What opens reading; nil for no such token.
    package let readOnlyToken: String?
    let limits: RESTLimits
    /// The tokens that ACL RESTTOKEN has given out, with the users they stand for.
    private let userTokens = Locked<[(token: [UInt8], user: [UInt8])]>([])

    /// - Parameters:
    ///   - token: one is made when nil.
    ///   - readOnlyToken: a token that reads keys which its owner knows, and neither changes nor lists any.
    package init(
        endpoints: [Endpoint], token: String? = nil, readOnlyToken: String? = nil,
        limits: RESTLimits = RESTLimits()
    ) {
        self.endpoints = endpoints
        self.token = token ?? RESTToken.fresh()
        self.readOnlyToken = readOnlyToken
        self.limits = limits
    }

    package func serve(_ guest: GuestSession) -> any ConnectionDelegate {
        let session = RESTSession(guest, gateway: self)
        guest.owner = session
        return session
    }

    package func refusal(_ reason: String) -> [UInt8] {
        let answer = ByteBuffer()
        RESTAnswer.refuse(.unavailable, "ERR \(reason)", persistence: .close, to: answer)
        return [UInt8](answer.view)
    }

    /// Whom a token stands for; nil when it is none of ours. Every token is compared to its end.
    func identity(of shown: ByteView) -> GuestIdentity? {
        var identity: GuestIdentity?
        if matches(shown, token) { identity = .owner }
        if let readOnlyToken, matches(shown, readOnlyToken), identity == nil { identity = .reader }
        for known in userTokens.withLock({ $0 }) {
            if known.token.withByteView({ RESTToken.matches(shown, $0) }) { identity = .user(known.user) }
        }
        return identity
    }

    private func matches(_ shown: ByteView, _ token: String) -> Bool {
        token.withByteView { RESTToken.matches(shown, $0) }
    }

    /// The token of a user of the ACL, the same each time.
    func token(ofUser user: [UInt8]) -> [UInt8] {
        userTokens.withLock { tokens in
            if let known = tokens.first(where: { $0.user == user }) { return known.token }
            let token = Array(RESTToken.fresh().utf8)
            tokens.append((token, user))
            return token
        }
    }
}

/// The limits of the REST interface.
package struct RESTLimits: Sendable {
    package var http = HTTPLimits()
    /// The most bytes that the arguments of one command may have together, or nothing; the real service has 10 MiB.
    package var command = Int.max
    /// How long a request may take to arrive, by the server's clock.
    package var requestMilliseconds: Int64 = 30_000
    /// Answers to pipelined requests that are collected before they are sent; bytes.
    var batchOutput = 256 << 10
    /// The bytes of an answer that a fault sends one by one.
    var singleBytes = 4096

    package init() {}
}
