// The system calls that begin a connection at our end.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Syscalls {
    /// Begins to connect a socket that does not block.
    static func startConnecting(_ descriptor: Int32, to address: SocketAddress) throws(SocketError) {
        do throws(SocketError) {
            _ = try unsafe address.withKernelForm("connect") { unsafe connect(descriptor, $0, $1) }
        } catch {
            if error.code != EINPROGRESS { throw error }
        }
    }

    /// Two connected sockets that do not block and are not inherited.
    package static func socketPair() throws(SocketError) -> (Int32, Int32) {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        #endif
        var pair: [Int32] = [-1, -1]
        try checked("socketpair") { unsafe socketpair(AF_UNIX, kind, 0, &pair) }
        for descriptor in pair { setDefaults(descriptor) }
        return (pair[0], pair[1])
    }
}
