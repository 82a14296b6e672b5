// Which store bust-kv-cache works on: the variables that Vercel sets for its KV, or --url.

import KVClient
import KVProcessSupport
import KVToolSupport

/// The store of bust-kv-cache, and what to warn of.
package struct BustTarget {
    package static let urlName = "KV_REST_API_URL"
    package static let tokenName = "KV_REST_API_TOKEN"

    package let target: StoreTarget
    /// What the user should know before the run.
    package let warning: String?

    /// - Throws: which variable is missing or wrong.
    package init(_ environment: ToolEnvironment, _ options: CommonOptions) throws(ToolError) {
        if let text = options.url {
            self = try BustTarget(given: text, environment)
            return
        }
        let (address, token) = (environment[BustTarget.urlName], environment[BustTarget.tokenName])
        let missing = [(BustTarget.urlName, address), (BustTarget.tokenName, token)].filter {
            $0.1?.value.isEmpty ?? true
        }
        guard missing.isEmpty, let address, let token else {
            throw BustTarget.missing(missing.map { ($0.0, $0.1?.source) })
        }
        var url = try BustTarget.url(address.value, "\(BustTarget.urlName) (from \(address.source))")
        if url.password == nil { url.password = token.value }
        target = StoreTarget(url, origin: "\(BustTarget.urlName) from \(address.source)")
        warning = ToolEnvironment.mixture(BustTarget.urlName, address, BustTarget.tokenName, token)
    }

    /// A URL of the Redis protocol says its own password: the token of another store is not sent there.
    private init(given text: String, _ environment: ToolEnvironment) throws(ToolError) {
        var url = try BustTarget.url(text, "--url")
        var warning: String?
        if case .rest = url.place, url.password == nil {
            guard let token = environment[BustTarget.tokenName], !token.value.isEmpty else {
                throw BustTarget.missing([(BustTarget.tokenName, nil)])
            }
            url.password = token.value
            warning = ToolEnvironment.mixture(
                "the URL", .init(value: text, source: "--url"), BustTarget.tokenName, token)
        }
        target = StoreTarget(url, origin: "--url")
        self.warning = warning
    }

    private static func url(_ text: String, _ name: String) throws(ToolError) -> KVURL {
        do throws(KVError) {
            return try KVURL(text)
        } catch {
            throw ToolError("\(name): \(error.message)")
        }
    }

    private static func missing(_ variables: [(name: String, source: String?)]) -> ToolError {
        let problems = variables.map { name, source in
            source.map { "\(name) is empty in \($0)" } ?? "\(name) is not set"
        }
        return ToolError(
            problems.joined(separator: ", and ")
                + "; set it in the environment, .env.local or .env. For production: `vercel env pull .env.local`"
        )
    }
}
