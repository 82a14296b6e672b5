// AUTH: who the client is, and its password. A password alone is the default user's, which `requirepass` sets.

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
            guard !call.engine.hasNoPassword else { throw .noPasswordSet }
            try call.authenticate(user: ByteView("default"), password: call.bytes())
        }
        call.reply.ok()
    }
}

extension RedisError {
    /// AUTH with a password alone, while the default user has none.
    fileprivate static var noPasswordSet: RedisError {
        RedisError(
            """
            ERR AUTH <password> called without any password configured for the default user. \
            Are you sure your configuration is correct?
            """)
    }
}
