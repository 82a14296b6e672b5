// One request as far as its head tells: whose it is, in which form it wants its answer, what the answer says about the
// connection. Read before the body is waited for, so that nobody without a token makes the server keep anything.

import KVEngine
import RESP

/// What a request's head asks for.
struct RESTRequest {
    /// What is to be done when the body is there.
    enum Plan {
        /// An answer that needs neither a token nor the body.
        case allow
        case head
        case refuseMethod
        /// The token is missing or wrong.
        case refuseToken
        case refuse(RESTError)
        case serve(GuestIdentity, RESTFormat)
    }

    let head: HTTPRequestHead
    let plan: Plan

    init(_ head: HTTPRequestHead, gateway: RESTGateway) {
        self.head = head
        plan = RESTRequest.plan(for: head, gateway)
    }

    private static func plan(for head: HTTPRequestHead, _ gateway: RESTGateway) -> Plan {
        switch head.method {
        // A browser asks this without a token, before it sends one.
        case .options: return .allow
        case .head: return .head
        case .get, .post, .put: break
        case .delete, .patch, .connect, .other: return .refuseMethod
        }
        let shown = head.withTarget { target in
            head.withValue(of: "authorization") {
                RESTToken.shown(in: RESTTarget(target).query, authorization: $0)
            }
        }
        guard let identity = shown?.withByteView(gateway.identity) else { return .refuseToken }
        do throws(RESTError) {
            return .serve(identity, try format(of: head))
        } catch {
            return .refuse(error)
        }
    }

    private static func format(of head: HTTPRequestHead) throws(RESTError) -> RESTFormat {
        try head.withValue(of: "upstash-encoding") { encoding throws(RESTError) in
            try head.withValue(of: "upstash-response-format") { format throws(RESTError) in
                try RESTFormat(encoding: encoding, format: format)
            }
        }
    }

    /// Whether the body matters to the answer.
    var needsBody: Bool {
        if case .serve = plan { true } else { false }
    }

    /// What the answer says about the connection. A body that was announced and is not wanted may never come.
    var persistence: HTTPPersistence {
        head.expectsContinue && !needsBody ? .close : HTTPPersistence(answering: head)
    }

    /// Whether a person with a browser asks.
    var wantsHTML: Bool {
        guard head.method == .get else { return false }
        return head.withValue(of: "accept") { accept in accept.map { $0.contains("text/html") } ?? false }
    }
}

extension ByteView {
    /// Whether some bytes of it are these, letters in any case.
    fileprivate func contains(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        return (0...count - length).contains { self[$0..<$0 + length].matches(text) }
    }
}
