// A client with blocking calls and a time limit on each, so that a test that would hang fails instead.

import KVSockets
import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A plain blocking socket.
package final class TestClient: Sendable {
    package enum Failure: Error, Equatable {
        case read(Int32)
        case write(Int32)
        case ended(after: [UInt8])
    }

    private let socket: BlockingSocket
    /// The server stays for as long as its client does.
    private let server: (any AnyObject & Sendable)?

    package init(
        _ address: SocketAddress, of server: (any AnyObject & Sendable)? = nil, receiveBuffer: Int32? = nil
    ) throws {
        self.server = server
        socket = try BlockingSocket(address, receiveBuffer: receiveBuffer)
    }

    package func close() { socket.close() }

    /// Closes so that the server sees a reset.
    package func reset() { socket.reset() }

    /// Ends our output and keeps reading.
    package func halfClose() { socket.endOutput() }

    package var address: SocketAddress? { socket.localAddress }

    package func send(_ text: String) throws { try send(Array(text.utf8)) }

    package func send(_ bytes: [UInt8]) throws {
        if let error = socket.send(bytes) { throw Failure.write(error) }
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

    /// Reads until what has come ends so, and not a byte more.
    package func readText(through end: String) throws -> String {
        var text = ""
        repeat { text += try readText(1) } while !text.hasSuffix(end)
        return text
    }

    /// Reads a line, whose end is part of what is returned.
    package func readLine() throws -> String { try readText(through: "\r\n") }

    /// Reads until the server's end.
    package func readToEnd() throws -> String {
        var bytes: [UInt8] = []
        while true {
            let piece = try readSome(1 << 16)
            if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }

    /// Whether nothing has come, and the connection is as it was.
    package var isQuiet: Bool {
        if case .nothing = socket.receive(within: 0) { true } else { false }
    }

    /// In how many pieces the kernel has received what came so far; nil where it does not tell.
    package var piecesReceived: Int? {
        #if os(Linux)
            // The field `tcpi_data_segs_in` of the kernel's `tcp_info`, which the C library's header does not have.
            var words = [UInt32](repeating: 0, count: 64)
            var size = socklen_t(words.count * 4)
            let result = unsafe getsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_INFO, &words, &size)
            return result == 0 && size >= 156 ? Int(words[38]) : nil
        #else
            return nil
        #endif
    }

    private func readSome(_ limit: Int) throws -> [UInt8] {
        // Long enough for a machine that stands still for a while, as virtual ones do.
        switch socket.receive(atMost: limit, within: 120_000) {
        case .bytes(let bytes): bytes
        case .ended: []
        case .nothing: throw Failure.read(EAGAIN)
        case .failed(let error): throw Failure.read(error)
        }
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
