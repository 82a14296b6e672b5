// AUTH: the password. There is one user, `default`, whose password is `requirepass`.

import RESP

extension Command {
    /// Authenticates the connection.
    ///
    /// Error order: too many arguments, then a password where none is set, then a wrong one.
    static let auth = Command(
        "auth", arity: -2, [.noscript, .loading, .stale, .fast, .noAuth, .allowBusy],
        hiding: { Array(1..<$0.count) },
        docs: Docs(
            .connection, since: "1.0.0", "Authenticates the connection.",
            complexity: "O(N) in the number of the user's passwords",
            history: ["6.0.0": "Argument username."], syntax: "[username@6.0.0] password")
    ) { call throws(RedisError) in
        guard call.remaining <= 2 else { throw .syntax }
        for index in call.next..<call.argumentCount { call.redact(index) }
        if call.remaining == 2 {
            try call.authenticate(user: call.bytes(), password: call.bytes())
        } else {
            guard call.engine.hasPassword else { throw .noPasswordSet }
            try call.authenticate(user: ByteView("default"), password: call.bytes())
        }
        call.reply.ok()
    }
}

extension Call {
    /// Makes the connection the user's.
    ///
    /// - Throws: WRONGPASS, which leaves the connection as it was.
    func authenticate(user: ByteView, password: ByteView) throws(RedisError) {
        guard user == "default" else { throw .wrongPassword }
        if engine.hasPassword {
            let matches = engine.settings.requirePassword.withByteView { $0 == password }
            guard matches else { throw .wrongPassword }
        }
        client.isAuthenticated = true
    }

    /// Whether the connection has yet to give the password.
    var needsPassword: Bool { !client.isAuthenticated && engine.hasPassword }
}

extension RedisError {
    /// AUTH or HELLO named a user that does not exist, or a wrong password.
    fileprivate static var wrongPassword: RedisError {
        RedisError("WRONGPASS invalid username-password pair or user is disabled.")
    }

    /// AUTH with a password alone, while the default user has none.
    fileprivate static var noPasswordSet: RedisError {
        RedisError(
            """
            ERR AUTH <password> called without any password configured for the default user. \
            Are you sure your configuration is correct?
            """)
    }
}
