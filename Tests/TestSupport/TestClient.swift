// A client with blocking calls and a time limit on each, so that a test that would hang fails instead.

import KVSockets
import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A plain blocking socket.
package final class TestClient: @unchecked Sendable {
    package enum Failure: Error, Equatable {
        case connect(Int32)
        case read(Int32)
        case write(Int32)
        case ended(after: [UInt8])
    }

    private let descriptor: Int32
    private var isClosed = false
    /// The server stays for as long as its client does.
    private let server: (any AnyObject & Sendable)?

    package init(
        _ address: SocketAddress, of server: (any AnyObject & Sendable)? = nil, receiveBuffer: Int32? = nil
    ) throws {
        self.server = server
        descriptor = try Syscalls.openSocket(for: address)
        _ = fcntl(descriptor, F_SETFL, 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        if var bytes = receiveBuffer {
            _ = unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
        }
        let descriptor = descriptor
        _ = try unsafe address.withKernelForm("connect") { unsafe connect(descriptor, $0, $1) }
    }

    deinit { close() }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        Syscalls.release(descriptor)
    }

    /// Closes so that the server sees a reset.
    package func reset() {
        Syscalls.set(.resetOnClose, on: descriptor)
        close()
    }

    /// Ends our output and keeps reading.
    package func halfClose() { Syscalls.endOutput(descriptor) }

    package var address: SocketAddress? { Syscalls.localAddress(of: descriptor) }

    package func send(_ text: String) throws { try send(Array(text.utf8)) }

    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let transfer = bytes.withByteView { Syscalls.transmit(descriptor, $0[sent..<$0.count]) }
            guard case .moved(let count) = transfer else { throw Failure.write(Syscalls.lastError) }
            sent += count
        }
    }

    /// Reads exactly this many bytes.
    package func read(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let piece = try readSome(min(count - bytes.count, 1 << 16))
            guard !piece.isEmpty else { throw Failure.ended(after: bytes) }
            bytes += piece
        }
        return bytes
    }

    package func readText(_ count: Int) throws -> String { String(decoding: try read(count), as: UTF8.self) }

    /// Reads until the server's end.
    package func readToEnd() throws -> String {
        var bytes: [UInt8] = []
        while true {
            let piece = try readSome(1 << 16)
            if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }

    private func readSome(_ limit: Int) throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let result = unsafe recv(descriptor, buffer.baseAddress, limit, 0)
            failure = result < 0 ? Syscalls.lastError : 0
            count = max(0, result)
        }
        guard failure == 0 else { throw Failure.read(failure) }
        return bytes
    }
}

/// A path for a socket that no other test uses.
package func temporaryPath(_ name: String) -> String { "/tmp/kvsockets-\(getpid())-\(name).sock" }

/// Makes an ordinary file.
package func makeFile(at path: String) {
    Syscalls.release(unsafe open(path, O_CREAT | O_WRONLY, 0o600))
}

/// The permission bits and kind of a file; nil if there is none.
package func fileMode(at path: String) -> UInt32? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? UInt32(status.st_mode) : nil
}
