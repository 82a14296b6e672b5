// What the two C libraries spell differently, so that Syscalls.swift reads the same for both. Also the few
// calls whose own names Syscalls uses for its functions.

#if canImport(Glibc)
    import CKernelEvents
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Syscalls {
    #if canImport(Darwin)
        static let withoutSignal: Int32 = 0
        static let tcpLevel = Int32(IPPROTO_TCP)
        static let keepAliveIdle = TCP_KEEPALIVE
        static let descriptorResource = RLIMIT_NOFILE

        static func newSocket(_ family: Int32) -> Int32 { socket(family, SOCK_STREAM, 0) }

        static func newConnection(
            _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>,
            _ length: UnsafeMutablePointer<socklen_t>
        ) -> Int32 {
            unsafe Darwin.accept(descriptor, address, length)
        }

        /// Darwin has no flags for these at creation.
        static func setDefaults(_ descriptor: Int32) {
            var on: Int32 = 1
            _ = unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }

        static func threadNumber() -> UInt { unsafe UInt(bitPattern: pthread_self()) }

        static func systemBind(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t)
            -> Int32
        {
            unsafe Darwin.bind(descriptor, address, length)
        }

        static func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
            Darwin.listen(descriptor, backlog)
        }
    #else
        static let withoutSignal = Int32(MSG_NOSIGNAL)
        static let tcpLevel = Int32(IPPROTO_TCP)
        static let keepAliveIdle = TCP_KEEPIDLE
        static let descriptorResource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        private static let creationFlags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

        static func newSocket(_ family: Int32) -> Int32 {
            socket(family, Int32(SOCK_STREAM.rawValue) | creationFlags, 0)
        }

        static func newConnection(
            _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>,
            _ length: UnsafeMutablePointer<socklen_t>
        ) -> Int32 {
            unsafe accept4(descriptor, address, length, creationFlags)
        }

        /// Everything was given at creation.
        static func setDefaults(_ descriptor: Int32) {}

        static func threadNumber() -> UInt { UInt(pthread_self()) }

        static func systemBind(
            _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t
        ) -> Int32 {
            unsafe Glibc.bind(descriptor, address, length)
        }

        static func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
            Glibc.listen(descriptor, backlog)
        }
    #endif
}
