// The part of a URL between the scheme and the path.

/// User, password, host and port.
struct Authority {
    let user: String?
    let password: String?
    let host: String
    let port: Int?

    init(_ text: Substring) throws(KVError) {
        // The last one: a password that was not percent-encoded may hold others.
        let at = text.lastIndex(of: "@")
        (user, password) =
            try at.map { index throws(KVError) in
                try Authority.credentials(text[..<index])
            } ?? (nil, nil)
        (host, port) = try Authority.place(at.map { text[text.index(after: $0)...] } ?? text)
    }

    /// `user`, `user:password` or `:password`.
    static func credentials(_ text: Substring) throws(KVError) -> (user: String?, password: String?) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let user = try PercentCoding.decode(parts[0], "the user")
        let password = parts.count > 1 ? try PercentCoding.decode(parts[1], "the password") : nil
        return (user.isEmpty ? nil : user, password.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func place(_ text: Substring) throws(KVError) -> (String, Int?) {
        var host = text
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else {
                throw URLReader.problem("the bracket of an IPv6 address is not closed")
            }
            host = text[text.index(after: text.startIndex)..<end]
            let behind = text[text.index(after: end)...]
            guard behind.isEmpty || behind.hasPrefix(":") else {
                throw URLReader.problem("something stands between the address and the port")
            }
            guard host.contains(":") else { throw URLReader.problem("no IPv6 address is in the brackets") }
            port = behind.isEmpty ? nil : behind.dropFirst()
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            guard port?.contains(":") == false else {
                throw URLReader.problem("an IPv6 address stands in brackets")
            }
        }
        let name = try PercentCoding.decode(host, "the host")
        guard !name.isEmpty else { throw URLReader.problem("the host is missing") }
        guard !name.utf8.contains(where: { $0 <= 32 || $0 == 127 }) else {
            throw URLReader.problem("the host holds a blank")
        }
        return (name, try port.flatMap { text throws(KVError) in try number(text) })
    }

    /// No digits mean the usual port, as the grammar of URLs has it.
    private static func number(_ text: Substring) throws(KVError) -> Int? {
        if text.isEmpty { return nil }
        guard text.utf8.allSatisfy({ 48...57 ~= $0 }), let port = Int(text), 1...65_535 ~= port else {
            throw URLReader.problem("the port is no number from 1 to 65535")
        }
        return port
    }
}
