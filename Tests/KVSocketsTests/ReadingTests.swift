// What a delegate is given: one run of bytes, with what it left last time in front.

import RESP
import TestSupport
import Testing

@testable import KVSockets

@Suite struct ReadingTests {
    @Test func `a request that comes byte by byte is seen as one run`() throws {
        let server = try TestServer { _ in
            Scripted.lines { line, output, _ in
                output.append("<\(line)>")
                return .proceed
            }
        }
        let client = try server.client()
        for byte in "partial\nnext\n".utf8 { try client.send([byte]) }
        #expect(try client.readText(15) == "<partial><next>")
    }

    @Test func `a large value is delivered when it is complete and not at every piece`() throws {
        let (calls, size) = (Box(0), 8 << 20)
        let server = try TestServer { _ in
            Scripted { input, _, output, _ in
                calls.change { $0 += 1 }
                guard input.count >= size else { return Intake(consumed: 0, needed: size - input.count) }
                output.append(input[size - 4..<size])
                return Intake(consumed: size)
            }
        }
        let client = try server.client()
        var value = [UInt8](repeating: UInt8(ascii: "v"), count: size)
        value.replaceSubrange(size - 4..<size, with: Array("tail".utf8))
        try client.send(value)
        #expect(try client.readText(4) == "tail")
        #expect(calls.get() == 2)
        try client.send(value)
        #expect(try client.readText(4) == "tail")
        #expect(calls.get() == 4)
    }

    @Test func `a large request of small parts takes few reads`() throws {
        let (calls, size) = (Box(0), 4 << 20)
        let server = try TestServer { _ in
            Scripted { input, _, output, _ in
                calls.change { $0 += 1 }
                // All that a parser knows at the head of a part: at least one more byte.
                guard input.count >= size else { return Intake(consumed: 0, needed: 1) }
                output.append("done")
                return Intake(consumed: size)
            }
        }
        let client = try server.client()
        try client.send([UInt8](repeating: 1, count: size))
        #expect(try client.readText(4) == "done")
        #expect(calls.get() < 1000)
    }

    @Test func `what comes after a large request does not keep its memory`() throws {
        let (memory, size) = (Box(0), 4 << 20)
        let server = try TestServer { connection in
            Scripted { input, _, output, _ in
                if input.count == 11 {
                    memory.set(connection.bufferMemory)
                    output.append("rest")
                }
                guard input.count >= size else { return Intake(consumed: 0, needed: 1) }
                output.append("done")
                return Intake(consumed: size)
            }
        }
        let client = try server.client()
        try client.send([UInt8](repeating: 1, count: size + 10))
        #expect(try client.readText(4) == "done")
        try client.send([1])
        #expect(try client.readText(4) == "rest")
        #expect((1...SocketLimits.sharedInput).contains(memory.get()))
    }

    @Test func `a client that announces much and sends little costs little`() throws {
        let (memory, seen) = (Box(0), Signal())
        let server = try TestServer { connection in
            Scripted { input, endOfStream, _, _ in
                if endOfStream {
                    memory.set(connection.bufferMemory)
                    seen.send()
                }
                return Intake(consumed: 0, needed: 512 << 20)
            }
        }
        let client = try server.client()
        try client.send([UInt8](repeating: 1, count: 100 << 10))
        client.halfClose()
        seen.wait()
        let (least, most) = (100 << 10, 200 << 10 + SocketLimits.inputStep)
        #expect((least...most).contains(memory.get()))
    }

    @Test func `an idle connection owns no buffer`() throws {
        let found = Box<Connection?>(nil)
        let server = try TestServer { connection in
            found.set(connection)
            return Scripted.echo()
        }
        let client = try server.client()
        try client.send("hello")
        #expect(try client.readText(5) == "hello")
        #expect(server.reactor.value { found.get()?.bufferMemory } == 0)
    }

    @Test func `the end of the input is told with the bytes that were left`() throws {
        let server = try TestServer { _ in
            Scripted { input, endOfStream, output, _ in
                guard endOfStream else { return Intake(consumed: 0) }
                output.append("end after \(input.count)")
                return Intake(consumed: 0)
            }
        }
        let client = try server.client()
        try client.send("partial")
        client.halfClose()
        #expect(try client.readToEnd() == "end after 7")
    }

    // MARK: - Suspending

    /// Answers every line; at `pause` it stops reading, hands out the connection and tells.
    private func pausingServer(_ paused: Signal, _ held: Box<Connection?>) throws -> TestServer {
        try TestServer { _ in
            Scripted.lines { line, output, connection in
                output.append("<\(line)>")
                guard line == "pause" else { return .proceed }
                held.set(connection)
                paused.send()
                return .suspend
            }
        }
    }

    @Test func `a suspended connection keeps its bytes and gives them again when resumed`() throws {
        let (paused, held) = (Signal(), Box<Connection?>(nil))
        let server = try pausingServer(paused, held)
        let client = try server.client()
        try client.send("a\npause\nb\nc\n")
        #expect(try client.readText(10) == "<a><pause>")
        paused.wait()
        try client.send("d\n")
        server.reactor.perform { held.get()?.resumeReading() }
        #expect(try client.readText(9) == "<b><c><d>")
    }

    @Test func `a peer that ends while it is suspended is answered when resumed`() throws {
        let (paused, held) = (Signal(), Box<Connection?>(nil))
        let server = try pausingServer(paused, held)
        let client = try server.client()
        try client.send("pause\nb\n")
        client.halfClose()
        paused.wait()
        server.reactor.perform { held.get()?.resumeReading() }
        #expect(try client.readToEnd() == "<pause><b>")
    }

    @Test(arguments: [
        Endpoint.tcp(host: "127.0.0.1", port: 0), .unix(path: temporaryPath("gone"), permission: nil),
    ])
    func `an owner learns that the peer of a suspended connection has gone`(_ endpoint: Endpoint) throws {
        let (told, over) = (Signal(), Signal())
        let server = try TestServer([endpoint]) { _ in
            let delegate = Scripted.lines { line, output, _ in
                output.append("<\(line)>")
                return .suspend
            }
            delegate.gone = { connection in
                told.send()
                connection.close(.now)
            }
            delegate.ended = { _ in over.send() }
            return delegate
        }
        let client = try server.client()
        try client.send("wait\n")
        #expect(try client.readText(6) == "<wait>")
        try client.send("unread\n")
        client.halfClose()
        told.wait()
        over.wait()
        #expect(throws: (any Error).self) { try client.read(1) }
    }

    @Test func `a suspended connection costs a change of interest only when bytes come`() throws {
        let (paused, held) = (Signal(), Box<Connection?>(nil))
        let server = try pausingServer(paused, held)
        let (client, other) = (try server.client(), try server.client())
        func interest() -> Interest? {
            let seen = Box<Interest?>(nil)
            server.reactor.perform { seen.set(held.get()?.interest) }
            return seen.get()
        }
        try client.send("pause\n")
        paused.wait()
        #expect(interest() == .read)
        server.reactor.perform { held.get()?.resumeReading() }
        #expect(interest() == .read)
        try client.send("pause\n")
        paused.wait()
        try client.send("late\n")
        // What comes later is answered only after the reactor has seen this.
        try other.send("now\n")
        #expect(try other.readText(5) == "<now>")
        #expect(interest() == .end)
        server.reactor.perform { held.get()?.resumeReading() }
        #expect(try client.readText(20) == "<pause><pause><late>")
        #expect(interest() == .read)
    }

    @Test func `one suspended connection does not hold up another`() throws {
        let server = try TestServer { _ in
            Scripted.lines { line, output, _ in
                output.append("<\(line)>")
                return line == "pause" ? .suspend : .proceed
            }
        }
        let (slow, quick) = (try server.client(), try server.client())
        try slow.send("pause\nlater\n")
        #expect(try slow.readText(7) == "<pause>")
        try quick.send("now\n")
        #expect(try quick.readText(5) == "<now>")
    }

    @Test func `a batch that yields goes on where it stopped`() throws {
        let batches = Box(0)
        let server = try TestServer { _ in
            Scripted.lines { line, output, _ in
                output.append(line)
                batches.change { $0 += 1 }
                return .yield
            }
        }
        let client = try server.client()
        try client.send("1\n2\n3\n4\n")
        #expect(try client.readText(4) == "1234")
        #expect(batches.get() == 4)
    }
}
