// What a script is run against: our own server in this process, a redis-server started for the purpose, or any server
// at an address. They differ in how their time is moved and how they are emptied; the runner knows neither.

import KVSockets

/// A server that scripts are run against.
package protocol ServerUnderTest: AnyObject {
    /// What to call it: `hermetic-kv`, `redis-server 7.0.15`.
    var name: String { get }
    var address: SocketAddress { get }
    /// The Unix time in microseconds, as the server has it.
    var unixMicroseconds: Int64 { get }

    /// Whether time stands still on the server until a script moves it; otherwise it passes as everywhere.
    var hasMovableClock: Bool { get }

    /// Prepares for the next case: no keys, no settings changed, the clock at its start where it can be set.
    func prepare() throws(ServerError)

    /// Makes the server a master that nobody has ever followed.
    func forgetReplication() throws(ServerError)

    /// Lets time pass on the server.
    func advance(milliseconds: Int64)
}

extension ServerUnderTest {
    /// Nothing to do where every case has a server of its own, nothing that can be done at an address.
    package func forgetReplication() {}

    /// Opens a connection.
    package func connect() throws(ServerError) -> WireConnection {
        do throws(SocketError) {
            return try WireConnection(address)
        } catch {
            throw ServerError("\(name) cannot be reached: \(error.description)")
        }
    }
}

/// A server that cannot be started or reached, and what to do about it.
package struct ServerError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The instant at which every case starts: 2026-01-01 00:00:00 UTC, in Unix microseconds.
package let caseEpoch: Int64 = 1_767_225_600_000_000
