// The system calls of this target and their error numbers: an interrupted call is repeated here and nowhere
// else, and no other file reads `errno`. The calls of the event interface itself are in Storage/Poller.swift,
// which goes through `checked` below.
//
// Nothing here keeps state or decides policy: a function does one call, or the few calls that only make
// sense together, and says what the kernel said.

import Dispatch
import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What became of one read or write on a socket that does not block.
package enum Transfer {
    /// This many bytes went over, at least one.
    case moved(Int)
    /// Nothing can go over now.
    case blocked
    /// The peer sends no more.
    case ended
    /// The connection is broken, for this error number.
    case failed(Int32)
}

package enum Syscalls {
    /// Runs a call again for as long as signals interrupt it; a negative result becomes an error.
    @discardableResult
    static func checked(
        _ operation: String, _ subject: @autoclosure () -> String? = nil, _ call: () -> Int32
    ) throws(SocketError) -> Int32 {
        let result = uninterrupted(call)
        if result >= 0 { return result }
        let code = errno
        throw SocketError(code: code, operation: operation, subject: subject())
    }

    @inline(__always)
    private static func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    /// The error number of the call just made on this thread.
    package static var lastError: Int32 { errno }

    static func text(ofError code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }

    static let addressInUse: Int32 = EADDRINUSE
    static let addressNotAvailable: Int32 = EADDRNOTAVAIL

    /// Whether a connection is gone.
    static func isLoss(_ code: Int32) -> Bool { code == ECONNRESET || code == EPIPE }

    /// Whether an accept failed only because its client did not wait for it.
    static func isGivenUpByPeer(_ code: Int32) -> Bool { code == ECONNABORTED || code == EPROTO }

    /// Monotonic nanoseconds, on the scale of Dispatch's own deadlines.
    static var monotonicNanoseconds: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Nanoseconds since 1970, UTC.
    package static var unixNanoseconds: Int64 { time(of: CLOCK_REALTIME) }

    /// Nanoseconds since some instant, never going back, by the kernel's monotonic clock.
    package static var steadyNanoseconds: Int64 { time(of: CLOCK_MONOTONIC) }

    private static func time(of clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Lets another thread run.
    static func yieldThread() { sched_yield() }

    /// A number that tells the running threads apart; never zero.
    static var currentThread: UInt { threadNumber() }
}

// MARK: - Bytes

extension Syscalls {
    /// Reads what has arrived, up to `count` bytes.
    static func receive(_ descriptor: Int32, into target: UnsafeMutableRawPointer, count: Int) -> Transfer {
        let result = uninterrupted { unsafe recv(descriptor, target, count, 0) }
        if result > 0 { return .moved(result) }
        return result == 0 ? .ended : failure(errno)
    }

    /// Writes as much as the kernel takes; never raises SIGPIPE.
    package static func transmit(_ descriptor: Int32, _ bytes: ByteView) -> Transfer {
        let result = uninterrupted { unsafe send(descriptor, bytes.base, bytes.count, withoutSignal) }
        return result >= 0 ? .moved(result) : failure(errno)
    }

    private static func failure(_ code: Int32) -> Transfer {
        code == EAGAIN || code == EWOULDBLOCK ? .blocked : .failed(code)
    }

    /// Closes a descriptor; an interrupted close has closed it all the same.
    package static func release(_ descriptor: Int32) { _ = close(descriptor) }

    /// Tells the peer that no more bytes come, and keeps receiving.
    package static func endOutput(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Takes no more connections, whoever else has the socket; false where the system cannot, or it did not listen.
    @discardableResult
    static func endListening(_ descriptor: Int32) -> Bool { shutdown(descriptor, Int32(SHUT_RD)) == 0 }
}

// MARK: - Sockets

extension Syscalls {
    /// Opens a stream socket that does not block and is not inherited by child processes.
    package static func openSocket(for address: SocketAddress) throws(SocketError) -> Int32 {
        let descriptor = try checked("socket", address.description) { newSocket(address.family) }
        setDefaults(descriptor)
        return descriptor
    }

    static func bind(_ descriptor: Int32, to address: SocketAddress) throws(SocketError) {
        _ = try unsafe address.withKernelForm("bind") { pointer, length in
            uninterrupted { unsafe systemBind(descriptor, pointer, length) }
        }
    }

    static func listen(_ descriptor: Int32, backlog: Int32, _ subject: @autoclosure () -> String)
        throws(SocketError)
    {
        try checked("listen", subject()) { systemListen(descriptor, backlog) }
    }

    /// Takes the next waiting connection; nil when none waits.
    static func accept(_ descriptor: Int32) throws(SocketError) -> (descriptor: Int32, peer: SocketAddress?)?
    {
        let (result, peer) = unsafe SocketAddress.filled { address, length in
            uninterrupted { unsafe newConnection(descriptor, address, length) }
        }
        if result >= 0 {
            setDefaults(result)
            return (result, peer)
        }
        let code = errno
        if code == EAGAIN || code == EWOULDBLOCK { return nil }
        throw SocketError(code: code, operation: "accept")
    }

    /// The address of our end; nil if the descriptor is not a socket.
    package static func localAddress(of descriptor: Int32) -> SocketAddress? {
        unsafe SocketAddress.filled { unsafe getsockname(descriptor, $0, $1) }.address
    }

    /// Whether somebody listens at a Unix socket path: nothing else tells a stale file from a live one.
    static func answers(_ address: SocketAddress) -> Bool {
        guard let descriptor = try? openSocket(for: address) else { return true }
        defer { release(descriptor) }
        do {
            _ = try unsafe address.withKernelForm("connect") { unsafe connect(descriptor, $0, $1) }
            return true
        } catch {
            return error.code != ECONNREFUSED && error.code != ENOENT
        }
    }
}

// MARK: - Descriptors

extension Syscalls {
    /// Makes room for this many open descriptors, as far as the system lets this process.
    ///
    /// - Returns: how many there may be.
    package static func raiseDescriptorLimit(to wanted: Int) -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(descriptorResource, &limit) == 0 else { return wanted }
        if limit.rlim_cur >= wanted { return Int(clamping: limit.rlim_cur) }
        let allowed = limit.rlim_max
        (limit.rlim_cur, limit.rlim_max) = (rlim_t(wanted), max(allowed, rlim_t(wanted)))
        if unsafe setrlimit(descriptorResource, &limit) == 0 { return wanted }
        (limit.rlim_cur, limit.rlim_max) = (min(allowed, rlim_t(wanted)), allowed)
        _ = unsafe setrlimit(descriptorResource, &limit)
        guard unsafe getrlimit(descriptorResource, &limit) == 0 else { return wanted }
        return Int(clamping: limit.rlim_cur)
    }
}

// MARK: - Socket options

extension Syscalls {
    package enum SocketOption {
        case reuseAddress, ipv6Only, noDelay, resetOnClose
        /// Others of this user may bind to the same port, if they share it as well.
        case sharedPort(Bool)
        case keepAlive(seconds: Int32)
        case sendBuffer(bytes: Int32)
    }

    /// Sets an option; a kernel that refuses one leaves a connection that works all the same.
    package static func set(_ option: SocketOption, on descriptor: Int32) {
        switch option {
        case .reuseAddress: set(SOL_SOCKET, SO_REUSEADDR, Int32(1), descriptor)
        case .sharedPort(let isShared): set(SOL_SOCKET, SO_REUSEPORT, Int32(isShared ? 1 : 0), descriptor)
        case .ipv6Only: set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, Int32(1), descriptor)
        case .noDelay: set(tcpLevel, TCP_NODELAY, Int32(1), descriptor)
        case .sendBuffer(let bytes): set(SOL_SOCKET, SO_SNDBUF, bytes, descriptor)
        case .keepAlive(let seconds): setKeepAlive(seconds, descriptor)
        case .resetOnClose: set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0), descriptor)
        }
    }

    /// The first probe after `seconds` of silence, then three more within as long again.
    private static func setKeepAlive(_ seconds: Int32, _ descriptor: Int32) {
        set(SOL_SOCKET, SO_KEEPALIVE, Int32(seconds > 0 ? 1 : 0), descriptor)
        guard seconds > 0 else { return }
        set(tcpLevel, keepAliveIdle, seconds, descriptor)
        set(tcpLevel, TCP_KEEPINTVL, max(1, seconds / 3), descriptor)
        set(tcpLevel, TCP_KEEPCNT, Int32(3), descriptor)
    }

    private static func set<Value: BitwiseCopyable>(
        _ level: Int32, _ name: Int32, _ value: Value, _ descriptor: Int32
    ) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Value>.size))
    }

    /// Reads a numeric option back; nil if the descriptor has none such.
    static func option(_ level: Int32, _ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, level, name, &value, &length) == 0 ? value : nil
    }
}

// MARK: - Files of Unix sockets

extension Syscalls {
    /// What tells one file from another that later got the same path.
    struct FileIdentity: Equatable {
        let device: UInt64
        let inode: UInt64
    }

    /// The identity of the socket at `path`; nil if there is none, or another kind of file.
    static func socketFile(at path: String) -> FileIdentity? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    static func removeFile(at path: String) { _ = unsafe unlink(path) }

    static func setPermission(_ bits: UInt32, at path: String) throws(SocketError) {
        try checked("chmod", path) { unsafe chmod(path, mode_t(bits)) }
    }
}

// MARK: - Names

extension Syscalls {
    /// Reads an address written in digits.
    static func parseAddress(_ text: String) -> SocketAddress? {
        var ipv4 = in_addr()
        if unsafe inet_pton(AF_INET, text, &ipv4) == 1 {
            return .ipv4(UInt32(bigEndian: ipv4.s_addr), port: 0)
        }
        var ipv6 = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &ipv6) == 1 ? SocketAddress(ipv6) : nil
    }

    static func ipv6Text(_ high: UInt64, _ low: UInt64) -> String {
        var address = SocketAddress.kernelForm(high, low)
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let base = buffer.baseAddress,
                let text = unsafe inet_ntop(AF_INET6, &address, base, 64)
            else { return "?" }
            return unsafe String(cString: text)
        }
    }

    /// Asks the system's resolver, which may block: only ever called where a listener starts.
    static func lookUp(host: String) -> SocketAddress? {
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, nil, &found) == 0, let first = unsafe found else { return nil }
        defer { unsafe freeaddrinfo(first) }
        guard let address = unsafe first.pointee.ai_addr else { return nil }
        return unsafe SocketAddress.filled { target, length in
            let count = unsafe min(Int(first.pointee.ai_addrlen), Int(length.pointee))
            unsafe UnsafeMutableRawPointer(target).copyMemory(from: address, byteCount: count)
            unsafe length.pointee = first.pointee.ai_addrlen
            return 0
        }.address
    }
}
