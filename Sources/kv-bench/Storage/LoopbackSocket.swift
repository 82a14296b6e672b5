// A blocking TCP connection to a server on this machine, for the measurements that redis-benchmark cannot make:
// loading distinct keys in order, the worst pause of one connection, the time to a first PONG.
//
// It is a measuring tool, not a client: no timeouts, no TLS, no names, loopback only.

import KVProcessSupport

#if canImport(Glibc)
    import Glibc
    let streamSocket = Int32(SOCK_STREAM.rawValue)
    private let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
#elseif canImport(Darwin)
    import Darwin
    let streamSocket = SOCK_STREAM
    private let descriptors = RLIMIT_NOFILE
#endif

/// One open connection to 127.0.0.1; closed when it is released.
final class LoopbackSocket {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = close(descriptor) }

    /// Connects, or answers nil when nobody listens yet.
    static func connected(to port: UInt16) -> LoopbackSocket? {
        let descriptor = socket(AF_INET, streamSocket, 0)
        guard descriptor >= 0 else { return nil }
        let connection = LoopbackSocket(descriptor: descriptor)
        guard unsafe withAddress(port: port, { unsafe connect(descriptor, $0, $1) }) == 0 else { return nil }
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
        return connection
    }

    /// Lets this process open so many connections, as far as the system allows.
    static func allow(_ connections: Int) {
        var limit = rlimit()
        guard unsafe getrlimit(descriptors, &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, rlim_t(connections + 64)))
        _ = unsafe setrlimit(descriptors, &limit)
    }

    /// Sends everything.
    func send(_ bytes: [UInt8]) throws(ToolError) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe write(descriptor, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ToolError("the server closed the connection") }
            sent += count
        }
    }

    /// Waits for bytes and returns how many came; they are at the start of `buffer`, which must not be empty.
    func receive(into buffer: inout [UInt8]) throws(ToolError) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ToolError("the server closed the connection") }
            return count
        }
    }

    private static func withAddress(
        port: UInt16, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
