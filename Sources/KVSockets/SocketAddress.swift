// Addresses as values: compact enough to keep one per connection, turned into text only when asked for (a
// CLIENT LIST line, an error). Converting from and to the kernel's form is in Storage/SocketAddress+Kernel.swift.
//
// Scope identifiers of link-local IPv6 addresses are not kept: no test needs a cache on fe80.

/// The address of one end of a connection.
package enum SocketAddress: Equatable, Sendable {
    /// The address in host byte order: 127.0.0.1 is 0x7F000001.
    case ipv4(UInt32, port: UInt16)
    /// The address as two words in host byte order: ::1 is 0, 1.
    case ipv6(UInt64, UInt64, port: UInt16)
    case unix(path: String)

    /// The TCP port, nil for a Unix socket.
    package var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, _, let port): port
        case .unix: nil
        }
    }

    /// Whether the address can only be reached from this machine.
    package var isLoopback: Bool {
        switch self {
        case .ipv4(let address, _): address >> 24 == 127
        case .ipv6(0, 1, _): true
        case .ipv6(0, let low, _): low >> 24 == 0xFFFF_7F
        case .ipv6: false
        case .unix: true
        }
    }

    /// Whether it stands for all addresses of the machine.
    var isAny: Bool {
        switch self {
        case .ipv4(0, _), .ipv6(0, 0, _): true
        case .ipv4, .ipv6, .unix: false
        }
    }

    /// The same address with another port; a Unix socket stays as it is.
    func with(port: UInt16) -> SocketAddress {
        switch self {
        case .ipv4(let address, _): .ipv4(address, port: port)
        case .ipv6(let high, let low, _): .ipv6(high, low, port: port)
        case .unix: self
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    /// The form that CLIENT LIST shows: "127.0.0.1:6379", "[::1]:6379", "/tmp/kv.sock:0".
    package var description: String {
        switch self {
        case .ipv4(let address, let port): SocketAddress.dotted(address, port: port)
        case .ipv6(_, _, let port): "[\(host)]:\(port)"
        case .unix(let path): "\(path):0"
        }
    }

    /// The address without its port.
    package var host: String {
        switch self {
        case .ipv4(let address, _): SocketAddress.dotted(address, port: nil)
        case .ipv6(let high, let low, _): Syscalls.ipv6Text(high, low)
        case .unix(let path): path
        }
    }
}

extension SocketAddress {
    /// Four decimal numbers, and the port after a colon. By hand, because every client has its two addresses told, and
    /// interpolation takes ten times as long.
    private static func dotted(_ address: UInt32, port: UInt16?) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(21)
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            append(UInt16(address >> shift & 255), to: &text)
            if shift > 0 { text.append(UInt8(ascii: ".")) }
        }
        if let port {
            text.append(UInt8(ascii: ":"))
            append(port, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ number: UInt16, to text: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &text) }
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}

// MARK: - Resolving

extension SocketAddress {
    /// The address of a host that needs no looking up; nil for a name.
    package static func literal(host: String, port: UInt16) -> SocketAddress? {
        switch host {
        case "*", "": .ipv4(0, port: port)
        case "::*": .ipv6(0, 0, port: port)
        case "localhost": .ipv4(0x7F00_0001, port: port)
        default: Syscalls.parseAddress(host)?.with(port: port)
        }
    }

    /// Finds the address of a host as configuration files write it; looking a name up blocks.
    package static func resolve(host: String, port: UInt16) throws(SocketError) -> SocketAddress {
        if let address = literal(host: host, port: port) { return address }
        guard let address = Syscalls.lookUp(host: host) else {
            throw SocketError(
                code: Syscalls.addressNotAvailable, operation: "resolve", subject: host,
                explanation: "No such host")
        }
        return address.with(port: port)
    }
}
