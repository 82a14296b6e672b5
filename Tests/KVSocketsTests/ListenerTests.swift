// Starting and stopping: ports, paths, errors, and what connections inherit.

import RESP
import TestSupport
import Testing

@testable import KVSockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ListenerTests {
    @Test func `port 0 becomes a free port`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        #expect(try #require(server.listener.port) > 0)
    }

    @Test func `several addresses that ask for any port get the same one`() throws {
        let server = try TestServer([.tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0)]) { _ in
            Scripted.echo()
        }
        let ports = server.listener.addresses.map(\.port)
        #expect(ports[0] == ports[1])
        for index in 0..<2 {
            let client = try server.client(index)
            try client.send("x")
            #expect(try client.readText(1) == "x")
        }
    }

    @Test func `all who have connected are in before the first of them is answered`() throws {
        let count = Box<@Sendable () -> Int>({ -1 })
        let server = try TestServer { _ in
            Scripted.lines { _, output, _ in
                output.append("\(count.get()())")
                return .proceed
            }
        }
        count.set { [listener = server.listener] in listener.connectionCount }
        let clients = Box<[TestClient]>([])
        // Meanwhile the reactor accepts nobody.
        server.reactor.perform {
            let new = (0..<3).compactMap { _ in try? server.client() }
            try? new.first?.send("count\n")
            clients.set(new)
        }
        #expect(try clients.get().first?.readText(1) == "3")
    }

    @Test(arguments: ["127.0.0.1", "0.0.0.0"]) func `a connection knows its own end`(_ host: String) throws {
        let server = try TestServer([.tcp(host: host, port: 0)]) { _ in
            Scripted.lines { _, output, connection in
                output.append(connection.local?.description ?? "nothing")
                output.append("\n")
                return .closeAfterFlush
            }
        }
        let client = try server.client()
        try client.send("where\n")
        #expect(try client.readToEnd() == "127.0.0.1:\(server.listener.port ?? 0)\n")
    }

    @Test func `listening ends at once, though a child that is about to start has the socket still`() throws {
        let places = try ListeningPlaces([.tcp(host: "127.0.0.1", port: 0)], options: ListenerOptions())
        let place = places.bound[0]
        let copy = dup(place.descriptor)
        defer { Syscalls.release(copy) }
        place.release()
        let error = #expect(throws: SocketError.self) { try BlockingSocket(place.address) }
        #expect(error?.code == ECONNREFUSED)
    }

    @Test func `a port in use is refused with its address`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        let port = try #require(server.listener.port)
        let error = #expect(throws: SocketError.self) {
            try TestServer([.tcp(host: "127.0.0.1", port: port)]) { _ in nil }
        }
        #expect(error?.isAddressInUse == true)
        #expect(error?.description == "bind 127.0.0.1:\(port): Address already in use")
    }

    @Test func `a listener that fails half-way gives back what it had bound`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        let (port, path) = (try #require(server.listener.port), temporaryPath("half"))
        #expect(throws: SocketError.self) {
            try TestServer([.unix(path: path, permission: nil), .tcp(host: "127.0.0.1", port: port)]) { _ in
                nil
            }
        }
        #expect(fileMode(at: path) == nil)
    }

    @Test func `a stopped listener's port can be used at once`() throws {
        var port: UInt16 = 0
        for round in 0..<10 {
            let server = try TestServer([.tcp(host: "127.0.0.1", port: port)]) { _ in Scripted.echo() }
            port = try #require(server.listener.port)
            let client = try server.client()
            try client.send("\(round)")
            #expect(try client.readText(1) == "\(round)")
            server.listener.stop()
            #expect(try client.readToEnd() == "")
        }
    }

    @Test func `a hundred listeners start and stop in parallel`() throws {
        let failures = Box(0)
        Threads.race(4) { _ in
            do {
                let servers = try (0..<25).map { _ in try TestServer { _ in Scripted.echo() } }
                for server in servers {
                    let client = try server.client()
                    try client.send("x")
                    if try client.readText(1) != "x" { failures.change { $0 += 1 } }
                    server.listener.stop()
                    server.listener.stop()
                }
            } catch {
                failures.change { $0 += 1 }
            }
        }
        #expect(failures.get() == 0)
    }

    @Test func `stopping under traffic ends every connection`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        let (started, finished) = (Signal(), Signal())
        for _ in 0..<4 {
            let client = try server.client()
            Threads.start {
                let bytes = [UInt8](repeating: 7, count: 1000)
                var rounds = 0
                while (try? client.send(bytes)) != nil, (try? client.read(1000)) != nil {
                    rounds += 1
                    if rounds == 10 { started.send() }
                }
                finished.send()
            }
        }
        for _ in 0..<4 { started.wait() }
        server.listener.stop()
        for _ in 0..<4 { finished.wait() }
        #expect(server.connectionCount == 0)
    }

    @Test func `a request may stop its own listener`() throws {
        let listener = Box<Listener?>(nil)
        let server = try TestServer { _ in
            Scripted.lines { _, _, _ in
                listener.get()?.stop()
                return .proceed
            }
        }
        listener.set(server.listener)
        let client = try server.client()
        try client.send("x\n")
        #expect(try client.readToEnd() == "")
        #expect(throws: SocketError.self) { try server.client() }
        listener.set(nil)
    }

    @Test func `a listener that stops accepting keeps its connections`() throws {
        let server = try TestServer { _ in Scripted.echo() }
        let client = try server.client()
        try client.send("a")
        #expect(try client.readText(1) == "a")
        server.listener.stopAccepting()
        #expect(throws: SocketError.self) { try server.client() }
        try client.send("b")
        #expect(try client.readText(1) == "b")
    }

    // MARK: - What connections are like

    @Test func `a connection knows both its ends`() throws {
        let ends = Box<[String]>([])
        let server = try TestServer([.tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0)]) {
            connection in
            #expect(connection.isLoopbackPeer)
            ends.set([connection.peer.description, connection.local?.description ?? "-"])
            return Scripted.echo()
        }
        for index in 0..<2 {
            let client = try server.client(index)
            try client.send("x")
            #expect(try client.readText(1) == "x")
            #expect(
                ends.get() == [client.address?.description, server.listener.addresses[index].description])
        }
    }

    @Test(arguments: [("127.0.0.1", false), ("0.0.0.0", true)])
    func `accepted connections do not delay small replies, and are probed if they can be from elsewhere`(
        host: String, isProbed: Bool
    ) throws {
        let found = Box<[Int32?]>([])
        let server = try TestServer([.tcp(host: host, port: 0)]) { connection in
            found.set([
                Syscalls.option(Syscalls.tcpLevel, TCP_NODELAY, of: connection.descriptor),
                Syscalls.option(SOL_SOCKET, SO_KEEPALIVE, of: connection.descriptor),
                Syscalls.option(Syscalls.tcpLevel, Syscalls.keepAliveIdle, of: connection.descriptor),
            ])
            return Scripted.echo()
        }
        let client = try server.client()
        try client.send("x")
        #expect(try client.readText(1) == "x")
        let options = found.get()
        #expect(options.prefix(2) == [1, isProbed ? 1 : 0])
        #expect((options[2] == 300) == isProbed)
    }
}

@Suite struct UnixSocketTests {
    @Test func `a path has the permission asked for and goes when the listener stops`() throws {
        let path = temporaryPath("permission")
        let server = try TestServer([.unix(path: path, permission: 0o640)]) { _ in Scripted.echo() }
        #expect(try #require(fileMode(at: path)) & 0o777 == 0o640)
        server.listener.stop()
        #expect(fileMode(at: path) == nil)
    }

    @Test func `a client is known by the path it connected to`() throws {
        let (path, ends) = (temporaryPath("ends"), Box<[String]>([]))
        let server = try TestServer([.unix(path: path, permission: nil)]) { connection in
            ends.set([connection.peer.description, connection.local?.description ?? "-"])
            return Scripted.echo()
        }
        let client = try server.client()
        try client.send("x")
        #expect(try client.readText(1) == "x")
        #expect(ends.get() == ["\(path):0", "\(path):0"])
    }

    @Test func `a path that somebody listens at is refused`() throws {
        let path = temporaryPath("busy")
        let server = try TestServer([.unix(path: path, permission: nil)]) { _ in Scripted.echo() }
        let error = #expect(throws: SocketError.self) {
            try TestServer([.unix(path: path, permission: nil)]) { _ in nil }
        }
        #expect(error?.description == "bind \(path): Address already in use")
        try server.client().send("x")
    }

    @Test func `a path left behind by a dead server is taken over`() throws {
        let path = temporaryPath("stale")
        let address = SocketAddress.unix(path: path)
        let dead = try Syscalls.openSocket(for: address)
        try Syscalls.bind(dead, to: address)
        Syscalls.release(dead)
        #expect(fileMode(at: path) != nil)
        let server = try TestServer([.unix(path: path, permission: nil)]) { _ in Scripted.echo() }
        let client = try server.client()
        try client.send("x")
        #expect(try client.readText(1) == "x")
    }

    @Test func `a file that is not a socket is left alone`() throws {
        let path = temporaryPath("file")
        makeFile(at: path)
        defer { Syscalls.removeFile(at: path) }
        #expect(throws: SocketError.self) {
            try TestServer([.unix(path: path, permission: nil)]) { _ in nil }
        }
        #expect(fileMode(at: path) != nil)
    }

    @Test func `a path that another server has taken over is not removed at the end`() throws {
        let path = temporaryPath("taken")
        let first = try TestServer([.unix(path: path, permission: nil)]) { _ in Scripted.echo() }
        Syscalls.removeFile(at: path)
        let second = try TestServer([.unix(path: path, permission: nil)]) { _ in Scripted.echo() }
        first.listener.stop()
        #expect(fileMode(at: path) != nil)
        second.listener.stop()
        #expect(fileMode(at: path) == nil)
    }

    @Test func `a path that is too long is refused`() throws {
        let path = "/tmp/" + String(repeating: "x", count: 200)
        let error = #expect(throws: SocketError.self) {
            try TestServer([.unix(path: path, permission: nil)]) { _ in nil }
        }
        #expect(error?.code == ENAMETOOLONG)
    }
}
