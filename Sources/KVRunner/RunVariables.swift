// Where the command finds its server: the variables that applications and client libraries read.

/// A server, as the environment of a command tells of it.
package struct RunVariables: Sendable {
    /// The address with the password, if there is one.
    package var url: String
    package var host: String
    package var port: Int
    package var password: String?
    /// The address of the REST interface, with its tokens; nil where it is not served.
    package var rest: REST?

    /// Where the REST interface is, and what opens it.
    package struct REST: Sendable {
        let url: String
        let token: String
        let readOnlyToken: String?

        package init(url: String, token: String, readOnlyToken: String? = nil) {
            (self.url, self.token, self.readOnlyToken) = (url, token, readOnlyToken)
        }
    }

    package init(url: String, host: String, port: Int, password: String?, rest: REST? = nil) {
        (self.url, self.host, self.port, self.password, self.rest) = (url, host, port, password, rest)
    }

    /// The variables, each with its value; nil for those that the command must not inherit.
    ///
    /// A user or a password meant for another server would make this one refuse its clients.
    package var values: [(name: String, value: String?)] {
        [
            ("REDIS_URL", url), ("VALKEY_URL", url), ("REDIS_HOST", host), ("REDIS_PORT", String(port)),
            ("REDIS_PASSWORD", password), ("REDIS_USERNAME", nil), ("KV_URL", url),
            ("KV_REST_API_URL", rest?.url), ("KV_REST_API_TOKEN", rest?.token),
            ("KV_REST_API_READ_ONLY_TOKEN", rest?.readOnlyToken),
            ("UPSTASH_REDIS_REST_URL", rest?.url), ("UPSTASH_REDIS_REST_TOKEN", rest?.token),
        ]
    }
}
