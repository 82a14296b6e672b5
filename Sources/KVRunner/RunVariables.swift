// Where the command finds its server: the variables that applications and client libraries read.

/// A server, as the environment of a command tells of it.
package struct RunVariables: Sendable {
    /// The address with the password, if there is one.
    package var url: String
    package var host: String
    package var port: Int
    package var password: String?

    package init(url: String, host: String, port: Int, password: String?) {
        (self.url, self.host, self.port, self.password) = (url, host, port, password)
    }

    /// The variables, each with its value; nil for those that the command must not inherit.
    ///
    /// A user or a password meant for another server would make this one refuse its clients.
    package var values: [(name: String, value: String?)] {
        [
            ("REDIS_URL", url), ("VALKEY_URL", url), ("REDIS_HOST", host), ("REDIS_PORT", String(port)),
            ("REDIS_PASSWORD", password), ("REDIS_USERNAME", nil),
        ]
    }
}
