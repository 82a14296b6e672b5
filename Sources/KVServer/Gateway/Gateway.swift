// Another way into the server: a protocol that is not RESP, at addresses of its own. What it serves is the same, by the
// same clock, with the same faults and journal, for its clients are clients like any other: each connection is a
// `GuestSession`, which runs requests that the gateway has put into RESP.

import KVSockets

/// A protocol beside RESP through which clients reach a server.
package protocol Gateway: AnyObject, Sendable {
    /// Where it listens.
    var endpoints: [Endpoint] { get }

    /// What answers the bytes of a client that has connected. On the reactor's thread.
    func serve(_ guest: GuestSession) -> any ConnectionDelegate

    /// What a client is told, in the gateway's protocol, that is turned away for this reason, a sentence.
    func refusal(_ reason: String) -> [UInt8]
}
