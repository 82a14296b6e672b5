// The one thing the server prints when all is well: where it is, what it is, how to end it.

import KVEngine
import KVServer
import KVSockets

enum Banner {
    /// A line for each address, then how to stop.
    static func text(for server: Server) -> String {
        let places = server.addresses.map(place).joined(separator: ", ")
        return """
            hermetic-kv \(Version.product) (Redis \(Version.redis)) is ready on \(places)
            Stop it with Ctrl-C.

            """
    }

    private static func place(_ address: SocketAddress) -> String {
        if case .unix(let path) = address { return path }
        return address.description
    }
}
