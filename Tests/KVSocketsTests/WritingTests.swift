// Output: order, what happens when a client does not read, and what others append to a connection.

import RESP
import TestSupport
import Testing

@testable import KVSockets

@Suite struct WritingTests {
    /// Answers each line with this many bytes of its first character.
    private static func inflate(_ bytes: Int, _ watch: @escaping @Sendable (Int) -> Void) -> Scripted {
        Scripted.lines { line, output, connection in
            output.append([UInt8](repeating: line.utf8.first!, count: bytes))
            watch(connection.pendingOutput)
            return .yield
        }
    }

    @Test func `a client that does not read is bounded and gets everything later`() throws {
        let (largest, bytes, lines) = (Box(0), 256 << 10, 100)
        var options = ListenerOptions()
        options.sendBuffer = 64 << 10
        let server = try TestServer(options: options) { _ in
            WritingTests.inflate(bytes) { pending in largest.change { $0 = max($0, pending) } }
        }
        let (slow, quick) = (try server.client(receiveBuffer: 64 << 10), try server.client())
        try slow.send((0..<lines).map { "\(Character(UnicodeScalar(UInt8(65 + $0 % 26))))\n" }.joined())
        for _ in 0..<3 {
            try quick.send("q\n")
            #expect(try quick.read(bytes).allSatisfy { $0 == UInt8(ascii: "q") })
        }
        #expect(largest.get() <= SocketLimits.pendingOutput + bytes)
        for line in 0..<lines {
            let expected = UInt8(65 + line % 26)
            #expect(try slow.read(bytes).allSatisfy { $0 == expected })
        }
        #expect(largest.get() > 0)
        #expect(largest.get() <= SocketLimits.pendingOutput + bytes)
    }

    @Test func `a client with much unsent output is not read until it reads`() throws {
        let (held, full, size) = (Box<Connection?>(nil), Signal(), 16 << 20)
        var options = ListenerOptions()
        options.sendBuffer = 64 << 10
        let server = try TestServer(options: options) { connection in
            let echo = Scripted.echo()
            held.set(connection)
            echo.waits = { pending, _ in
                if pending > SocketLimits.pendingOutput { full.send() }
            }
            return echo
        }
        let client = try server.client(receiveBuffer: 64 << 10)
        Threads.start { try? client.send([UInt8](repeating: 5, count: size)) }
        full.wait()
        #expect(server.reactor.value { held.get()?.interest.contains(.read) } == false)
        let most = SocketLimits.pendingOutput + SocketLimits.sharedInput
        #expect(try #require(server.reactor.value { held.get()?.pendingOutput ?? 0 }) <= most)
        #expect(try client.read(size).allSatisfy { $0 == 5 })
        #expect(server.reactor.value { held.get()?.interest } == .read)
    }

    @Test func `one reply larger than every buffer arrives whole`() throws {
        let size = 20 << 20
        let server = try TestServer { _ in WritingTests.inflate(size) { _ in } }
        let client = try server.client(receiveBuffer: 64 << 10)
        try client.send("x\ny\n")
        #expect(try client.read(size).allSatisfy { $0 == UInt8(ascii: "x") })
        #expect(try client.read(size).allSatisfy { $0 == UInt8(ascii: "y") })
    }

    @Test func `an owner is told when output waits and may close`() throws {
        let (over, told) = (Signal(), Box(0))
        let server = try TestServer { _ in
            let delegate = WritingTests.inflate(8 << 20) { _ in }
            delegate.waits = { pending, connection in
                told.set(pending)
                connection.close(.now)
            }
            delegate.ended = { _ in over.send() }
            return delegate
        }
        let client = try server.client(receiveBuffer: 64 << 10)
        try client.send("x\nx\n")
        over.wait()
        #expect(told.get() > 0)
    }

    @Test func `output appended from elsewhere follows what was sent before`() throws {
        let (subscriber, ready) = (Box<Connection?>(nil), Signal())
        let server = try TestServer { _ in
            Scripted.lines { line, output, connection in
                if line == "subscribe" {
                    subscriber.set(connection)
                    output.append("ok,")
                    ready.send()
                } else {
                    subscriber.get()?.append(ByteView("message,"))
                    subscriber.get()?.append(ByteView("again,"))
                    output.append("sent,")
                }
                return .proceed
            }
        }
        let (listening, publishing) = (try server.client(), try server.client())
        try listening.send("subscribe\n")
        ready.wait()
        try publishing.send("publish\n")
        #expect(try listening.readText(17) == "ok,message,again,")
        #expect(try publishing.readText(5) == "sent,")
    }

    @Test func `what a connection appends to itself stays in order with its replies`() throws {
        let server = try TestServer { _ in
            Scripted.lines { line, output, connection in
                output.append("before,")
                connection.append(ByteView("pushed,"))
                output.append("after,")
                return .proceed
            }
        }
        let client = try server.client()
        try client.send("x\n")
        #expect(try client.readText(20) == "before,pushed,after,")
    }

    @Test func `output queued behind a blocked socket keeps its order and is announced`() throws {
        let (held, announced) = (Box<Connection?>(nil), Box<[Int]>([]))
        let blocked = Signal()
        let server = try TestServer { connection in
            let delegate = WritingTests.inflate(12 << 20) { _ in }
            held.set(connection)
            delegate.waits = { pending, _ in
                announced.change { $0.append(pending) }
                blocked.send()
            }
            return delegate
        }
        let client = try server.client(receiveBuffer: 64 << 10)
        try client.send("x\n")
        blocked.wait()
        let before = announced.get().count
        server.reactor.perform { held.get()?.append(ByteView("pushed")) }
        server.reactor.perform {}
        #expect(announced.get().count > before)
        #expect(try client.read(12 << 20).allSatisfy { $0 == UInt8(ascii: "x") })
        #expect(try client.readText(6) == "pushed")
    }
}
