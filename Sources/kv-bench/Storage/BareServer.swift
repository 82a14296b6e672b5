// The least that a server in its user's process can be: a socket that listens, a thread that waits at it, and one reply
// that is always the same. It stands beside our figures to tell a slow machine from a slow server. It is no bound: its
// thread sleeps between two requests, where our reactor looks out for the next one for a while.

import Dispatch
import Foundation
import KVProcessSupport
import KVSockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Servers that are nothing but sockets, one after another, at ports of 127.0.0.1 that the kernel gives.
final class BareServer: Sendable {
    private let listening = Locked<Int32>(-1)
    private let started = DispatchSemaphore(value: 0)
    /// A connection has been closed.
    private let closed = DispatchSemaphore(value: 0)

    /// Starts the thread that serves them all, as a program has one from its first server on.
    init() {
        Thread.detachNewThread { [self] in
            while true { serveOne() }
        }
    }

    /// Starts a server and stops it.
    func liveUnused() throws(ToolError) {
        let (listener, _) = try BareServer.openPort()
        _ = close(listener)
    }

    /// Starts a server, lets `use` make one connection to its port, and stops it.
    func live(_ use: (UInt16) throws -> Void) throws {
        let (listener, port) = try BareServer.openPort()
        defer { _ = close(listener) }
        listening.withLock { $0 = listener }
        started.signal()
        try use(port)
        closed.wait()
    }

    private static func openPort() throws(ToolError) -> (listener: Int32, port: UInt16) {
        let listener = socket(AF_INET, streamSocket, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isListening else { throw ToolError("no port of this machine is free") }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private func serveOne() {
        started.wait()
        let connection = accept(listening.withLock { $0 }, nil, nil)
        let reply = Array("+PONG\r\n".utf8)
        var request = [UInt8](repeating: 0, count: 64)
        while unsafe recv(connection, &request, request.count, 0) > 0 {
            _ = unsafe send(connection, reply, reply.count, 0)
        }
        _ = close(connection)
        closed.signal()
    }
}
