// A fault that a test has set: the handle to count and remove it by.

import KVServer

/// Something that goes wrong on a test server, until it is removed.
public struct Fault: Sendable, Identifiable {
    let server: Server
    let fault: ActiveFault

    /// Its number: 1 for the first of a server.
    public var id: Int { fault.id }

    /// How often it has happened. Refused connections are not counted: the server never sees them.
    public var hits: Int { server.hits(of: fault) }

    /// Ends the fault. What it holds up goes on before this returns; removing it again does nothing.
    public func remove() { server.remove(fault) }
}

extension Fault: CustomStringConvertible {
    /// The fault in words, as in `ERROR LOADING COMMAND get TIMES 1`.
    public var description: String {
        fault.rule.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}
