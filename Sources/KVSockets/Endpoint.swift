// Where a listener listens. Host names are resolved when the listener starts, not here.

/// One place to listen at.
package enum Endpoint: Equatable, Sendable, CustomStringConvertible {
    /// A TCP port; port 0 takes a free one, the same for every endpoint of a listener that asks for 0.
    ///
    /// The host is an address, a name, "*" (every IPv4 address) or "::*" (every IPv6 address).
    case tcp(host: String, port: UInt16)
    /// A Unix socket; permission bits nil leaves them to the process's umask.
    case unix(path: String, permission: UInt32?)

    package var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path, _): path
        }
    }
}
