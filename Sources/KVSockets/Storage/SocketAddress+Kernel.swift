// Addresses in the kernel's form. The kernel's address types are C structs that overlay each other; here,
// and only here, they are written into and read out of raw storage.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SocketAddress {
    /// The protocol family to open a socket in.
    var family: Int32 {
        switch self {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    /// Lends the kernel's form of the address; a Unix path that is too long gives `ENAMETOOLONG`.
    package func withKernelForm(
        _ operation: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SocketError) -> Int32 {
        var storage = sockaddr_storage()
        guard let length = fill(&storage) else {
            throw SocketError(code: ENAMETOOLONG, operation: operation, subject: host)
        }
        let result = unsafe withUnsafePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
        guard result >= 0 else {
            throw SocketError(code: Syscalls.lastError, operation: operation, subject: description)
        }
        return result
    }

    /// Runs a call that fills in an address, and reads the address if the call succeeded.
    static func filled(
        by call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> (result: Int32, address: SocketAddress?) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe call($0, &length) }
        }
        guard result >= 0 else { return (result, nil) }
        return (result, SocketAddress(storage))
    }

    init?(_ storage: sockaddr_storage) {
        let address: SocketAddress? = unsafe withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET: unsafe SocketAddress(bytes.loadUnaligned(as: sockaddr_in.self))
            case AF_INET6: unsafe SocketAddress(bytes.loadUnaligned(as: sockaddr_in6.self))
            case AF_UNIX: unsafe SocketAddress(bytes.loadUnaligned(as: sockaddr_un.self))
            default: nil
            }
        }
        guard let address else { return nil }
        self = address
    }
}

// MARK: - Each family

extension SocketAddress {
    private init(_ address: sockaddr_in) {
        self = .ipv4(UInt32(bigEndian: address.sin_addr.s_addr), port: UInt16(bigEndian: address.sin_port))
    }

    private init(_ address: sockaddr_in6) {
        self = SocketAddress(address.sin6_addr).with(port: UInt16(bigEndian: address.sin6_port))
    }

    private init(_ address: sockaddr_un) {
        let path = unsafe withUnsafeBytes(of: address.sun_path) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        self = .unix(path: path)
    }

    /// An IPv6 address without a port.
    init(_ address: in6_addr) {
        let (high, low) = unsafe withUnsafeBytes(of: address) { bytes in
            unsafe (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        self = .ipv6(high, low, port: 0)
    }

    static func kernelForm(_ high: UInt64, _ low: UInt64) -> in6_addr {
        var address = in6_addr()
        unsafe withUnsafeMutableBytes(of: &address) { bytes in
            unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return address
    }

    /// Writes the address and returns its length; nil if a path does not fit.
    private func fill(_ storage: inout sockaddr_storage) -> socklen_t? {
        switch self {
        case .ipv4(let host, let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = host.bigEndian
            return SocketAddress.store(address, in: &storage)
        case .ipv6(let high, let low, let port):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = SocketAddress.kernelForm(high, low)
            return SocketAddress.store(address, in: &storage)
        case .unix(let path):
            guard let address = SocketAddress.unixForm(path) else { return nil }
            return SocketAddress.store(address, in: &storage)
        }
    }

    private static func unixForm(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            guard bytes.count < target.count else { return false }
            unsafe target.copyBytes(from: bytes)
            return true
        }
        return fits ? address : nil
    }

    private static func store<Address>(
        _ address: Address, in storage: inout sockaddr_storage
    ) -> socklen_t {
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            _ = unsafe bytes.baseAddress?.initializeMemory(as: Address.self, to: address)
        }
        return socklen_t(MemoryLayout<Address>.size)
    }
}
