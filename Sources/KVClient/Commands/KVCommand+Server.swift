// Channels, scripts, and the server itself.

extension KVCommand where Response == Int {
    /// Publishes a message; how many clients got it (PUBLISH).
    public static func publish(_ payload: any CommandWord, to channel: KVString) -> Self {
        number(["PUBLISH", channel, payload])
    }
}

extension KVCommand where Response == Reply {
    /// Runs a Lua script (EVAL). A script's own error reply is thrown like any.
    public static func evaluate(
        _ script: String, keys: [KVString] = [], arguments: [any CommandWord] = []
    ) -> Self {
        let words: [any CommandWord] = ["EVAL", script, keys.count]
        return reply(words + keys + arguments)
    }

    /// Runs a Lua script that the server knows by its digest (EVALSHA); throws `NOSCRIPT` when it does not.
    public static func evaluate(
        digest: String, keys: [KVString] = [], arguments: [any CommandWord] = []
    ) -> Self {
        let words: [any CommandWord] = ["EVALSHA", digest, keys.count]
        return reply(words + keys + arguments)
    }

    private static func reply(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in
            try reply.decodeNothing()
            return reply
        }
    }
}

extension KVCommand where Response == KVString {
    /// Has the server know a Lua script; its digest (SCRIPT LOAD).
    public static func load(script: String) -> Self {
        Self(["SCRIPT", "LOAD", script]) { reply throws(KVError) in try reply.decodeString() }
    }
}

extension KVCommand where Response == Void {
    /// Asks for a sign of life (PING).
    public static var ping: Self { done(["PING"]) }
}

extension KVCommand where Response == Duration {
    /// The server's time, since 1970 (TIME).
    public static var time: Self {
        Self(["TIME"]) { reply throws(KVError) in
            let parts = try reply.decodeElements { part throws(KVError) in try part.decodeInteger() }
            guard parts.count == 2 else { throw KVError(.unexpectedReply, "the reply is no time") }
            return .seconds(parts[0]) + .microseconds(parts[1])
        }
    }
}

extension KVCommand where Response == [String: String] {
    /// What the server tells of itself, of one section or of the usual ones (INFO).
    public static func info(_ section: String? = nil) -> Self {
        Self(["INFO"] + (section.map { [$0] } ?? [])) { reply throws(KVError) in
            var fields: [String: String] = [:]
            let text = String(decoding: try reply.decodeString().bytes, as: UTF8.self)
            for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
            }
            return fields
        }
    }
}
