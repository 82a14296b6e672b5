// The grammar of server URLs. It is read by hand, because general readers of URLs disagree on what a password may hold,
// and because their errors repeat what they were given.

/// Reads one URL.
struct URLReader {
    private let scheme: String
    private let authority: Substring
    /// With its slash.
    private let path: Substring
    private let query: Substring?

    init(_ text: String) throws(KVError) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[colon...].hasPrefix("://") else {
            throw URLReader.problem("it does not begin with a scheme, such as redis://")
        }
        scheme = text[..<colon].lowercased()
        let body = text[text.index(colon, offsetBy: 3)...].prefix { $0 != "#" }
        let parts = body.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count > 1 ? parts[1] : nil
        authority = parts[0].prefix { $0 != "/" }
        path = parts[0][authority.endIndex...]
    }

    static func problem(_ text: String) -> KVError {
        KVError(.invalidURL, "the server's URL is wrong: \(text)")
    }

    /// What has most likely happened when an at sign stands where none belongs.
    private static func hint(_ text: Substring) -> String {
        text.contains("@") ? "; a slash in a password is written %2F" : ""
    }

    func url() throws(KVError) -> KVURL {
        switch scheme {
        case "redis": return try server { .tcp(host: $0, port: $1) }
        case "rediss": return try server { .tls(host: $0, port: $1) }
        case "unix", "redis+unix", "redis-socket", "redis+socket": return try socket()
        case "http", "https": return try service()
        default:
            throw URLReader.problem(
                "its scheme is none of redis, rediss, unix, redis+unix, redis-socket, http and https")
        }
    }

    /// The host alone, of a URL that has one.
    func host() throws(KVError) -> String { try Authority(authority).host }

    private func server(_ place: (String, Int) -> KVURL.Place) throws(KVError) -> KVURL {
        let authority = try Authority(authority)
        var url = KVURL(place(authority.host, authority.port ?? 6379))
        (url.user, url.password) = (authority.user, authority.password)
        let digits = path.dropFirst()
        if !digits.isEmpty { url.database = try database(digits) }
        try apply(query, to: &url, databaseIsGiven: !digits.isEmpty)
        return url
    }

    private func socket() throws(KVError) -> KVURL {
        guard path.count > 1 else { throw URLReader.problem("the path of the socket is missing") }
        var url = KVURL(.unix(path: try PercentCoding.decode(path, "the path")))
        if authority.hasSuffix("@") {
            (url.user, url.password) = try Authority.credentials(authority.dropLast())
        } else if !authority.isEmpty {
            throw URLReader.problem("a socket has no host: its path begins with a slash")
        }
        try apply(query, to: &url, databaseIsGiven: false)
        return url
    }

    private func service() throws(KVError) -> KVURL {
        let authority = try Authority(authority)
        guard query == nil else { throw URLReader.problem("a REST address has no query") }
        let host = authority.host.contains(":") ? "[\(authority.host)]" : authority.host
        let port = authority.port.map { ":\($0)" } ?? ""
        let base = path.hasSuffix("/") ? path.dropLast() : path
        return KVURL(
            .rest(url: "\(scheme)://\(host)\(port)\(base)"), user: authority.user,
            password: authority.password)
    }

    /// What servers accept is theirs to say; a number it must be.
    private func database(_ text: Substring) throws(KVError) -> Int {
        guard text.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(text), number <= Int(Int32.max) else {
            throw URLReader.problem("the database is no number from 0 on" + URLReader.hint(path))
        }
        return number
    }

    private func apply(
        _ query: Substring?, to url: inout KVURL, databaseIsGiven: Bool
    ) throws(KVError) {
        for item in (query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let text = parts.count > 1 ? parts[1] : ""
            switch parts[0].lowercased() {
            case "db", "database":
                let number = try database(text)
                guard !databaseIsGiven || number == url.database else {
                    throw URLReader.problem("path and query name different databases")
                }
                url.database = number
            case "user", "username": try set(&url.user, text, "the user")
            case "password": try set(&url.password, text, "the password")
            // What other clients take there, such as a timeout, is theirs.
            default: continue
            }
        }
    }

    private func set(_ part: inout String?, _ text: Substring, _ name: String) throws(KVError) {
        let value = try PercentCoding.decode(text, name)
        guard part == nil || part == value else {
            throw URLReader.problem("\(name) is given twice, and not alike")
        }
        part = value
    }
}
