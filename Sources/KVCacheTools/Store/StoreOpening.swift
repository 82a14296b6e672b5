// How the tools get at a store. TLS without a library for it is refused, with the ways round it; there is no plain text
// instead.

import KVClient
import KVProcessSupport
import KVRESTClient

/// Makes clients of stores.
package enum StoreOpening {
    /// Says why a store cannot be reached from here; nil when it can.
    package static func refusal(of target: StoreTarget) -> String? {
        guard case .tls(let host, let port) = target.url.place else { return nil }
        return
            "rediss:// needs TLS, which this program does not speak, and it never falls back to plain text. "
            + "Use the store's REST address (https://...), or let stunnel speak TLS: run it with "
            + "`client = yes`, `accept = 127.0.0.1:6380` and `connect = \(host):\(port)`, and give "
            + "redis://:PASSWORD@127.0.0.1:6380 as the address"
    }

    /// A client, which connects when it is first used.
    ///
    /// - Parameter patience: How long to wait for a connection, and for any reply.
    /// - Throws: `ToolError`: why this store cannot be reached from here.
    package static func open(_ target: StoreTarget, patience: Duration) throws(ToolError) -> any KVStore {
        if let refusal = refusal(of: target) { throw ToolError(refusal) }
        var configuration = KVClient.Configuration()
        configuration.connectTimeout = patience
        configuration.commandTimeout = patience
        do throws(KVError) {
            if case .rest = target.url.place {
                return try KVRESTStore(target.url, configuration: configuration)
            }
            return try KVClient(target.url, configuration: configuration)
        } catch {
            throw ToolError(error.message)
        }
    }
}
