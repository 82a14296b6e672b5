// The token of a store behind HTTP, for a URL that has none of its own.

import KVClient
import KVToolSupport

/// The token that the environment has for a REST interface.
enum StoreToken {
    static let name = "KV_REST_API_TOKEN"

    /// Gives a URL of REST the environment's token, unless it has one. A URL of the Redis protocol says its own password:
    /// the token of another store is not sent there.
    ///
    /// - Parameters:
    ///   - name: what the URL is called.
    ///   - setting: the URL as it was given, and where.
    /// - Returns: what the user should know about where the two come from; nil when there is nothing to know.
    /// - Throws: that there is no token.
    static func complete(
        _ url: inout KVURL, _ name: String, _ setting: ToolEnvironment.Setting, _ environment: ToolEnvironment
    ) throws(MissingSettings) -> String? {
        guard case .rest = url.place, url.password == nil else { return nil }
        guard let token = environment[StoreToken.name], !token.value.isEmpty else {
            throw MissingSettings([(StoreToken.name, nil)])
        }
        url.password = token.value
        return ToolEnvironment.mixture(name, setting, StoreToken.name, token)
    }
}

/// Variables that are needed, and that nobody has set to anything.
struct MissingSettings: Error {
    /// Their names, with the source that sets them to nothing.
    private let variables: [(name: String, source: String?)]

    init(_ variables: [(name: String, source: String?)]) { self.variables = variables }

    var reason: String {
        let problems = variables.map { name, source in
            source.map { "\(name) is empty in \($0)" } ?? "\(name) is not set"
        }
        return problems.joined(separator: ", and ")
            + "; set it in the environment, .env.local or .env. For production: `vercel env pull .env.local`"
    }
}
