// What a client says first on a connection.

/// The first commands of a connection.
struct Greeting {
    private let settings: KVClient.Configuration

    init(_ settings: KVClient.Configuration) { self.settings = settings }

    var inRESP3: [KVRequest] {
        var hello: [any CommandWord] = ["HELLO", "3"]
        if let password = settings.password { hello += ["AUTH", settings.user ?? "default", password] }
        return [KVRequest(hello)] + rest
    }

    var inRESP2: [KVRequest] {
        guard let password = settings.password else { return rest }
        return [KVRequest(["AUTH"] + (settings.user.map { [$0] } ?? []) + [password])] + rest
    }

    private var rest: [KVRequest] {
        var requests: [KVRequest] = []
        if let name = settings.name { requests.append(["CLIENT", "SETNAME", name]) }
        if settings.database != 0 { requests.append(["SELECT", settings.database]) }
        return requests + settings.setup
    }

    /// Whether the server does not know HELLO, or not this version of the protocol.
    static func isUnknown(_ error: KVError) -> Bool {
        error.code == "NOPROTO"
            || error.code == "ERR" && error.message.lowercased().hasPrefix("unknown command")
    }
}
