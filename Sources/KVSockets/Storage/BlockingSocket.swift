// A connection whose calls wait, with a limit of time on each: for tools and tests, which do one thing after another.
// The server's own connections never wait; theirs is `Connection`.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A stream socket with blocking calls; closed when it is released.
///
/// One thread uses it at a time, which is why sending it around is not checked.
package final class BlockingSocket: @unchecked Sendable {
    package let descriptor: Int32
    private var isClosed = false

    /// What came of waiting for bytes.
    package enum Input {
        case bytes([UInt8])
        /// The peer sends no more.
        case ended
        /// Nothing came in time.
        case nothing
        /// The connection is broken, for this error number.
        case failed(Int32)
    }

    /// Connects to an address; a peer that takes no more for 20 seconds fails a `send`.
    ///
    /// - Throws: why there is no connection.
    package init(_ address: SocketAddress, receiveBuffer: Int32? = nil) throws(SocketError) {
        descriptor = try Syscalls.openSocket(for: address)
        _ = fcntl(descriptor, F_SETFL, 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        if var bytes = receiveBuffer {
            _ = unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
        }
        if case .unix = address {} else { Syscalls.set(.noDelay, on: descriptor) }
        let descriptor = descriptor
        _ = try unsafe address.withKernelForm("connect") { unsafe connect(descriptor, $0, $1) }
    }

    deinit { close() }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        Syscalls.release(descriptor)
    }

    /// Closes so that the peer sees a reset.
    package func reset() {
        Syscalls.set(.resetOnClose, on: descriptor)
        close()
    }

    /// Ends our output and keeps reading.
    package func endOutput() { Syscalls.endOutput(descriptor) }

    /// Where to look for the next free port; processes begin far apart.
    private static let nextPort = Locked(Int(getpid()) &* 997 % 22_000)

    /// A port of 127.0.0.1 that was free a moment ago. It is none of those that the kernel gives out by itself, and none of
    /// `FreePorts`: nobody who takes any port comes between this and its use.
    package static func freePort() throws(SocketError) -> UInt16 {
        var attempts = 100
        while true {
            let port = nextPort.withLock { next in
                next = next % 22_000 + 1
                return UInt16(10_000 + next)
            }
            let address = SocketAddress.ipv4(0x7F00_0001, port: port)
            let descriptor = try Syscalls.openSocket(for: address)
            defer { Syscalls.release(descriptor) }
            do throws(SocketError) {
                try Syscalls.bind(descriptor, to: address)
                return port
            } catch {
                attempts -= 1
                if attempts == 0 { throw error }
            }
        }
    }

    package var localAddress: SocketAddress? { Syscalls.localAddress(of: descriptor) }

    /// Sends everything; nil, or the error number of what went wrong.
    package func send(_ bytes: [UInt8]) -> Int32? {
        var sent = 0
        while sent < bytes.count {
            let transfer = bytes.withByteView { Syscalls.transmit(descriptor, $0[sent..<$0.count]) }
            guard case .moved(let count) = transfer else { return Syscalls.lastError }
            sent += count
        }
        return nil
    }

    /// Waits for bytes, `limit` of them at most.
    package func receive(atMost limit: Int = 1 << 16, within milliseconds: Int32) -> Input {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&waiting, 1, milliseconds)
        guard ready > 0 else { return ready == 0 ? .nothing : .failed(Syscalls.lastError) }
        var result = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            result = unsafe recv(descriptor, buffer.baseAddress, limit, 0)
            count = max(0, result)
        }
        guard result >= 0 else { return .failed(Syscalls.lastError) }
        return result == 0 ? .ended : .bytes(bytes)
    }
}
