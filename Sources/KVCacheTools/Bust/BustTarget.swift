// Which store bust-kv-cache works on: the variables that Vercel sets for its KV, or --url.

import KVClient
import KVProcessSupport
import KVToolSupport

/// The store of bust-kv-cache, and what to warn of.
package struct BustTarget {
    package static let urlName = "KV_REST_API_URL"
    package static let tokenName = StoreToken.name

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
            throw ToolError(MissingSettings(missing.map { ($0.0, $0.1?.source) }).reason)
        }
        var url = try BustTarget.url(address.value, "\(BustTarget.urlName) (from \(address.source))")
        if url.password == nil { url.password = token.value }
        target = StoreTarget(url, origin: "\(BustTarget.urlName) from \(address.source)")
        warning = ToolEnvironment.mixture(BustTarget.urlName, address, BustTarget.tokenName, token)
    }

    private init(given text: String, _ environment: ToolEnvironment) throws(ToolError) {
        var url = try BustTarget.url(text, "--url")
        do throws(MissingSettings) {
            warning = try StoreToken.complete(
                &url, "the URL", .init(value: text, source: "--url"), environment)
        } catch {
            throw ToolError(error.reason)
        }
        target = StoreTarget(url, origin: "--url")
    }

    private static func url(_ text: String, _ name: String) throws(ToolError) -> KVURL {
        do throws(KVError) {
            return try KVURL(text)
        } catch {
            throw ToolError("\(name): \(error.message)")
        }
    }
}
