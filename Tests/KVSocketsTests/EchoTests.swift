// Requests and replies over every kind of socket, in the shapes that clients really produce.

import RESP
import TestSupport
import Testing

@testable import KVSockets

@Suite struct EchoTests {
    static let endpoints: [Endpoint] = [
        .tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0),
        .unix(path: temporaryPath("echo"), permission: 0o700),
    ]

    @Test(arguments: endpoints) func `what a client sends comes back`(_ endpoint: Endpoint) throws {
        let server = try TestServer([endpoint]) { _ in Scripted.echo() }
        let client = try server.client()
        for round in 0..<20 {
            try client.send("hello \(round)\n")
            #expect(try client.readText(7 + "\(round)".count) == "hello \(round)\n")
        }
    }

    @Test func `megabytes in one piece come back whole and in order`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        let (client, reader) = (try server.client(), Signal())
        let bytes = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 11) }
        Threads.start {
            try? client.send(bytes)
            reader.send()
        }
        #expect(try client.read(bytes.count) == bytes)
        reader.wait()
    }

    @Test func `two hundred connections are served together`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        let clients = try (0..<200).map { _ in try server.client() }
        for (index, client) in clients.enumerated() { try client.send("\(1000 + index)") }
        for (index, client) in clients.enumerated() { #expect(try client.readText(4) == "\(1000 + index)") }
        #expect(server.connectionCount == 200)
        withExtendedLifetime(clients) {}
    }

    @Test func `a peer that has sent its last byte still gets its replies`() throws {
        let server = try TestServer { _ in
            Scripted.lines { line, output, _ in
                output.append("<\(line)>")
                return .proceed
            }
        }
        let client = try server.client()
        try client.send("a\nb\nc\n")
        client.halfClose()
        #expect(try client.readToEnd() == "<a><b><c>")
    }

    @Test func `a reset by the peer ends only its own connection`() throws {
        let (over, reason) = (Signal(), Box<CloseReason?>(nil))
        let server = try TestServer { _ in
            let echo = Scripted.echo()
            echo.ended = {
                reason.set($0)
                over.send()
            }
            return echo
        }
        let (broken, other) = (try server.client(), try server.client())
        try broken.send("x")
        #expect(try broken.readText(1) == "x")
        broken.reset()
        over.wait()
        guard case .broken = reason.get() else {
            Issue.record("the reason was \(String(describing: reason.get()))")
            return
        }
        try other.send("y")
        #expect(try other.readText(1) == "y")
    }

    @Test func `a peer that ends in good order is told apart from a broken one`() throws {
        let (over, reason) = (Signal(), Box<CloseReason?>(nil))
        let server = try TestServer { _ in
            let echo = Scripted.echo()
            echo.ended = {
                reason.set($0)
                over.send()
            }
            return echo
        }
        try server.client().close()
        over.wait()
        #expect(reason.get() == .endedByPeer)
    }
}
