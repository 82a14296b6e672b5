// HELLO: chooses the protocol, authenticates and names the connection, and says who answers. Clients send it
// first of all, so its answer and its errors decide whether they can talk to the server at all.

import RESP

extension Command {
    /// Switches the protocol and describes the server.
    ///
    /// Error order: the version, then each option as it comes (each takes effect at once), then a missing
    /// password; only then the protocol changes.
    static let hello = Command(
        "hello", arity: -1, [.noscript, .loading, .stale, .fast, .noAuth, .allowBusy],
        hiding: { words in
            (0..<max(0, words.count - 2)).filter { words[$0].matches("auth") }.flatMap { [$0 + 1, $0 + 2] }
        },
        docs: Docs(
            .connection, since: "6.0.0", "Greets the server and chooses the protocol.", complexity: "O(1)",
            history: ["6.2.0": "May go without arguments."],
            syntax: """
                [arguments:(protover:integer [AUTH username_password:(username password)] \
                [SETNAME clientname])]
                """)
    ) { call throws(RedisError) in
        let version = try call.protocolVersion()
        while call.remaining > 0 {
            if call.remaining >= 3, call.accept("auth") {
                call.redact(call.next)
                call.redact(call.next + 1)
                try call.authenticate(user: call.bytes(), password: call.bytes())
            } else if call.remaining >= 2, call.accept("setname") {
                try call.setName(to: call.bytes())
            } else {
                throw .quoting(
                    "ERR Syntax error in HELLO option '", call.peek() ?? .empty, "'", limit: .max)
            }
        }
        if !call.client.isAuthenticated { throw .helloWithoutPassword }
        if let version {
            call.client.version = version
            call.reply.version = version
        }
        call.greet()
    }
}

extension Call {
    /// HELLO's first argument; nil when there is none.
    fileprivate mutating func protocolVersion() throws(RedisError) -> ProtocolVersion? {
        guard remaining > 0 else { return nil }
        let number = try integer(
            or: RedisError("ERR Protocol version is not an integer or out of range"))
        guard let version = ProtocolVersion(rawValue: Int(number)) else {
            throw RedisError("NOPROTO unsupported protocol version")
        }
        return version
    }

    /// The map that describes the server and the connection.
    fileprivate func greet() {
        reply.map(7)
        reply.bulk("server")
        reply.bulk("redis")
        reply.bulk("version")
        reply.bulk(Version.redis)
        reply.bulk("proto")
        reply.integer(reply.version.rawValue)
        reply.bulk("id")
        reply.integer(Int64(client.id))
        reply.bulk("mode")
        reply.bulk("standalone")
        reply.bulk("role")
        reply.bulk(engine.state.value.isReplica ? "replica" : "master")
        reply.bulk("modules")
        reply.array(0)
    }
}

extension RedisError {
    /// HELLO without AUTH on a connection that has yet to give the password.
    fileprivate static var helloWithoutPassword: RedisError {
        RedisError(
            """
            NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> \
            <pass> option can be used to authenticate the client and select the RESP protocol version at the \
            same time
            """)
    }
}
