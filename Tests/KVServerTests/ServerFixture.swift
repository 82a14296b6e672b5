// A server on a free port for one test, on a clock that stands still, and clients that speak raw RESP to it.

import KVServer
import KVSockets
import RESP
import TestSupport

/// A running server; stops with the test.
final class ServerFixture: Sendable {
    let server: Server
    let clock: AdjustableClock

    /// Unix microseconds at the start: 2023-11-14 22:13:20 UTC.
    static let epoch: Int64 = 1_700_000_000_000_000

    init(
        _ parameters: [(String, String)] = [],
        endpoints: [Endpoint] = [.tcp(host: "127.0.0.1", port: 0)], log: Log = .silent,
        hasTestControls: Bool = false, seed: UInt64 = 1
    ) throws {
        clock = AdjustableClock(unixMicroseconds: ServerFixture.epoch)
        var options = ServerOptions(endpoints: endpoints, seed: seed)
        options.clock = .adjustable(clock)
        options.parameters = parameters
        options.log = log
        options.hasTestControls = hasTestControls
        server = try Server(options)
    }

    deinit { server.stop() }

    func client(receiveBuffer: Int32? = nil) throws -> TestClient {
        try TestClient(server.addresses[0], of: self, receiveBuffer: receiveBuffer)
    }

    /// A client that the server has answered, and something that returns when the server has read what such clients
    /// have sent: the reactor answers a client of another server, whose request came later.
    func watched() throws -> (client: TestClient, catchUp: () throws -> Void) {
        let (client, witness) = (try client(), try ServerFixture().client())
        for client in [client, witness] { _ = try client.expect("PING", "+PONG\r\n") }
        return (client, { _ = try witness.expect("PING", "+PONG\r\n") })
    }

    /// Runs a command of words between spaces, without a socket.
    func execute(_ command: String) -> RESPValue {
        server.execute(PackedWords(command.split(separator: " ").map { Array($0.utf8) }))
    }

    /// Moves the clock, and returns when what was due is done.
    func advance(by duration: Duration) {
        server.advance(toMicroseconds: clock.unixMicroseconds + duration.microseconds)
    }
}

extension TestClient {
    /// Sends a command line and reads a reply that is known.
    func expect(_ line: String, _ reply: String) throws -> Bool {
        try send(line + "\r\n")
        return try readText(reply.utf8.count) == reply
    }
}
