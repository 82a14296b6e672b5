// Where a server is, as one line of configuration says it. A URL holds a password as a rule, so neither its
// description nor any error about it repeats what stands there: an error names the part that is wrong, and that is all.

/// The address of a server, with what it wants to be told first.
///
/// | URL | what it means |
/// |---|---|
/// | `redis://[user[:password]@]host[:port][/database]` | TCP; an IPv6 address stands in brackets |
/// | `rediss://…` | TLS: read, and refused on connecting |
/// | `unix:///path`, `redis+unix:///path`, `redis-socket:///path` | a Unix socket, `?db=` chooses the database |
/// | `http://…`, `https://[:token@]host[:port]` | the REST protocol of Upstash, for the client in `KVRESTClient` |
///
/// User, password and path are percent-decoded. The query may have `db` (or `database`), `user` (or `username`) and
/// `password`; what stands in front of it in the URL must not contradict them.
public struct KVURL: Hashable, Sendable {
    /// How the server is reached.
    public enum Place: Hashable, Sendable {
        /// The protocol of Redis over TCP; the host of an IPv6 address is without brackets.
        case tcp(host: String, port: Int)
        /// The protocol of Redis over TLS.
        case tls(host: String, port: Int)
        /// The protocol of Redis over a Unix socket.
        case unix(path: String)
        /// REST; the URL is without credentials.
        case rest(url: String)
    }

    /// How the server is reached.
    public var place: Place
    /// Whose password it is; nil for the default user.
    public var user: String?
    /// The password, or the token of a REST server.
    public var password: String?
    /// The database to start with.
    public var database = 0

    /// The address of a server that is not written as a URL.
    public init(_ place: Place, user: String? = nil, password: String? = nil, database: Int = 0) {
        self.place = place
        self.user = user
        self.password = password
        self.database = database
    }

    /// Reads a URL.
    ///
    /// - Throws: `KVError` with the code `invalidURL`, which names the part that is wrong and repeats nothing of the URL.
    public init(_ text: String) throws(KVError) {
        self = try URLReader(text).url()
    }

    /// The host, to be compared with a pattern; nil for a Unix socket.
    public var host: String? {
        switch place {
        case .tcp(let host, _), .tls(let host, _): host
        case .unix: nil
        case .rest(let url): try? URLReader(url).host()
        }
    }
}

/// The URL without user, password and token.
extension KVURL: CustomStringConvertible {
    /// The URL without user, password and token.
    public var description: String {
        switch place {
        case .tcp(let host, let port): "redis://\(KVURL.bracketed(host)):\(port)/\(database)"
        case .tls(let host, let port): "rediss://\(KVURL.bracketed(host)):\(port)/\(database)"
        case .unix(let path): "unix://\(path)?db=\(database)"
        case .rest(let url): url
        }
    }

    private static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}

/// What a debugger prints: without user, password and token too.
extension KVURL: CustomDebugStringConvertible, CustomReflectable {
    /// The URL without user, password and token.
    public var debugDescription: String { description }

    /// The URL without user, password and token.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
