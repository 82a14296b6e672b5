// Any server by its URL.

import KVClient

/// Opens stores.
public enum KVStores {
    /// Opens the store of a URL: `redis://` and sockets by the protocol of Redis, `http(s)://` by REST.
    ///
    /// The first kind is connected when this returns; the second connects when it is needed.
    ///
    /// - Parameters:
    ///   - url: Where the server is.
    ///   - token: The token of a REST server; the password of any other.
    ///   - configuration: How to connect, how long to wait, and how often to try.
    /// - Throws: `KVError`: no connection, what the server says to the password, or a URL for which there is no client,
    ///   as one that asks for TLS.
    public static func open(
        _ url: KVURL, token: String? = nil, configuration: KVClient.Configuration = .init()
    ) async throws -> any KVStore {
        if case .rest = url.place { return try KVRESTStore(url, token: token, configuration: configuration) }
        var url = url
        if let token { url.password = token }
        return try await KVClient.connect(to: url, configuration: configuration)
    }
}
