// The one thing the server prints when all is well: where it is, what it is, how to end it.

import KVEngine
import KVServer
import KVSockets

enum Banner {
    /// Where it listens, what applications need to find it, how to stop.
    static func text(for server: Server, _ options: Options, _ variables: EnvironmentVariables) -> String {
        let places = server.addresses.map(place).joined(separator: ", ")
        return """
            hermetic-kv \(Version.product) (Redis \(Version.redis)) is ready on \(places)
            \(rest(options, variables))Stop it with Ctrl-C.

            """
    }

    /// What to paste into a dotenv file, and the page for a browser, where the REST interface is served.
    private static func rest(_ options: Options, _ variables: EnvironmentVariables) -> String {
        guard options.rest != nil, let url = variables.values.first?.value else { return "" }
        let place = options.environmentFile.map { "written to \($0)" } ?? "for your .env.local"
        return """
            Upstash REST is served at \(url), where a browser shows the keys; \(place):

            \(variables.lines)

            """
    }

    private static func place(_ address: SocketAddress) -> String {
        if case .unix(let path) = address { return path }
        return address.description
    }
}
