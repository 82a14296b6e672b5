// The ways a connection ends from our side, and what its peer sees of each.

import Foundation
import RESP
import TestSupport
import Testing

@testable import KVSockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ClosingTests {
    private func closing(_ verdict: Intake.Verdict, ended: @escaping @Sendable () -> Void = {}) throws
        -> TestServer
    {
        try TestServer { _ in
            let delegate = Scripted.lines { line, output, _ in
                output.append("<\(line)>")
                return line == "quit" ? verdict : .proceed
            }
            delegate.ended = { _ in ended() }
            return delegate
        }
    }

    @Test func `closing after the flush sends every reply first`() throws {
        let server = try closing(.closeAfterFlush)
        let client = try server.client()
        try client.send("a\nquit\nnever\n")
        #expect(try client.readToEnd() == "<a><quit>")
    }

    @Test func `an error text reaches a client whose input was never read`() throws {
        let server = try closing(.closeAfterFlush)
        let client = try server.client()
        try client.send("quit\n")
        for _ in 0..<20 { try client.send([UInt8](repeating: UInt8(ascii: "x"), count: 1000)) }
        #expect(try client.readToEnd() == "<quit>")
    }

    @Test func `closing now loses the batch's replies`() throws {
        let server = try closing(.closeNow)
        let client = try server.client()
        try client.send("a\nquit\n")
        #expect(try client.readToEnd() == "")
    }

    @Test func `a reset is seen as one`() throws {
        let server = try closing(.reset)
        let client = try server.client()
        try client.send("quit\n")
        #expect(throws: TestClient.Failure.read(ECONNRESET)) { try client.readToEnd() }
    }

    @Test func `an owner is told of the end once`() throws {
        let (count, over) = (Box(0), Signal())
        let server = try closing(.closeAfterFlush) {
            count.change { $0 += 1 }
            over.send()
        }
        let client = try server.client()
        try client.send("quit\n")
        #expect(try client.readToEnd() == "<quit>")
        over.wait()
        server.listener.stop()
        #expect(count.get() == 1)
    }

    @Test func `a descriptor whose peer has gone is closed once the reactor is free`() throws {
        let (reactor, group) = (try Reactor.shared, ConnectionGroup())
        let (ours, theirs) = try Syscalls.socketPair()
        defer { Syscalls.release(theirs) }
        reactor.perform { [loop = reactor.loop] in
            loop.abandon(ours, of: group)
            #expect(!group.hasClosedAll)
        }
        reactor.finishClosing(group)
        guard case .ended = InputBuffer(capacity: 16).fill(from: theirs) else {
            Issue.record("the other end is open")
            return
        }
    }

    @Test func `whoever waits for a group's descriptors has those that another thread closes closed`() throws
    {
        let (reactor, group, isClosed) = (try Reactor.shared, ConnectionGroup(), Box(false))
        group.noteAbandoned()
        Thread.detachNewThread {
            isClosed.set(true)
            group.noteClosed()
        }
        reactor.finishClosing(group)
        #expect(isClosed.get())
    }

    @Test func `the reactor closes what it would wait for`() throws {
        let (reactor, group) = (try Reactor.shared, ConnectionGroup())
        let (ours, theirs) = try Syscalls.socketPair()
        defer { Syscalls.release(theirs) }
        reactor.perform { [loop = reactor.loop] in
            loop.abandon(ours, of: group)
            reactor.finishClosing(group)
            #expect(group.hasClosedAll)
        }
    }

    @Test func `a connection that lingers too long is dropped`() throws {
        let server = try closing(.closeAfterFlush)
        let client = try server.client()
        try client.send("quit\n")
        #expect(try client.readToEnd() == "<quit>")
        #expect(server.connectionCount == 1)
        server.reactor.perform { [loop = server.reactor.loop] in loop.deadlineReached(now: .max) }
        #expect(server.connectionCount == 0)
        withExtendedLifetime(client) {}
    }

    @Test func `a refused client is told why`() throws {
        let server = try TestServer { connection in
            connection.append(ByteView("-ERR max number of clients reached\r\n"))
            return nil
        }
        #expect(try server.client().readToEnd() == "-ERR max number of clients reached\r\n")
    }

    @Test func `a connection may be closed from within another's request`() throws {
        let victim = Box<Connection?>(nil)
        let server = try TestServer { _ in
            Scripted.lines { line, output, connection in
                if line == "me" { victim.set(connection) } else { victim.get()?.close(.now) }
                output.append("ok")
                return .proceed
            }
        }
        let (first, second) = (try server.client(), try server.client())
        try first.send("me\n")
        #expect(try first.readText(2) == "ok")
        try second.send("kill\n")
        #expect(try second.readText(2) == "ok")
        #expect(try first.readToEnd() == "")
        try second.send("kill\n")
        #expect(try second.readText(2) == "ok")
    }

    @Test func `a connection may close itself from within its request`() throws {
        let server = try TestServer { _ in
            Scripted.lines { line, output, connection in
                output.append("lost")
                connection.close(.now)
                connection.append(ByteView("lost too"))
                return .proceed
            }
        }
        let client = try server.client()
        try client.send("x\ny\n")
        #expect(try client.readToEnd() == "")
    }
}
