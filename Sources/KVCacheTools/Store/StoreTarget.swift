// The store that a tool works on, and where its address was found. Everything that a user, a log or a report sees of it is
// without credentials.

import KVClient
import KVToolSupport

/// A store, and who says that it is the one.
package struct StoreTarget: Sendable {
    package let url: KVURL
    /// `KV_REST_API_URL from .env.local`.
    package let origin: String

    package init(_ url: KVURL, origin: String) {
        self.url = url
        self.origin = origin
    }

    /// The host, for guards; the path of a Unix socket.
    package var host: String {
        if case .unix(let path) = url.place { return path }
        return url.host ?? ""
    }

    /// The port; nil for a Unix socket.
    package var port: Int? {
        switch url.place {
        case .tcp(_, let port), .tls(_, let port): port
        case .unix: nil
        case .rest(let address): StoreTarget.port(of: address)
        }
    }

    /// The first line of a run.
    package var line: String { "target: \(name) (\(origin))" }

    /// Host, port and database, as far as they are not the usual ones of REST.
    private var name: String {
        let host = host.contains(":") ? "[\(host)]" : host
        switch url.place {
        case .tcp(_, let port), .tls(_, let port): return "\(host):\(port)/\(url.database)"
        case .unix: return "\(host), database \(url.database)"
        case .rest(let address):
            let isUsual = StoreTarget.port(of: address) == StoreTarget.usualPort(of: address)
            return isUsual ? host : "\(host):\(StoreTarget.port(of: address))"
        }
    }

    /// The target in a report.
    package var json: JSONValue {
        [
            "host": .string(host), "port": port.map { JSONValue($0) } ?? .null,
            "db": JSONValue(url.database),
        ]
    }

    private static func usualPort(of address: String) -> Int { address.hasPrefix("https:") ? 443 : 80 }

    /// The port of `http://host:port/path`, which has been read before.
    private static func port(of address: String) -> Int {
        let authority = address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
        let behindAddress = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority
        let digits = behindAddress.split(separator: ":", omittingEmptySubsequences: false).dropFirst().last
        return digits.flatMap { Int($0) } ?? usualPort(of: address)
    }
}
