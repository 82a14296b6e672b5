// What applications read to find the server: the lines for a dotenv file, printed and, where asked for, written.

import KVGateway
import KVRunner
import KVServer
import KVSockets
import KVToolSupport

/// The variables that tell where a server is.
struct EnvironmentVariables {
    /// In the order in which they are shown.
    let values: [(name: String, value: String)]

    init(_ server: Server, _ options: Options) {
        var values: [(name: String, value: String)] = []
        if let rest = options.rest, let port = server.port(of: rest) {
            let host = EnvironmentVariables.host(rest.endpoints)
            values.append(("KV_REST_API_URL", "http://\(host):\(port)"))
            values.append(("KV_REST_API_TOKEN", rest.token))
            if let token = rest.readOnlyToken { values.append(("KV_REST_API_READ_ONLY_TOKEN", token)) }
        }
        if let port = server.port {
            let host = EnvironmentVariables.host(options.endpoints)
            let url = RedisURL.text(host: host, port: Int(port), password: options.password)
            values.append(("REDIS_URL", url))
        }
        self.values = values
    }

    /// Where somebody on this machine finds what listens there.
    private static func host(_ endpoints: [Endpoint]) -> String {
        for case .tcp(let host, _) in endpoints {
            switch host {
            case "*", "0.0.0.0", "": return "127.0.0.1"
            case "::", "::*": return "[::1]"
            default: return host.contains(":") ? "[\(host)]" : host
            }
        }
        return "127.0.0.1"
    }

    /// As lines of a dotenv file.
    var lines: String {
        var text = DotenvText("")
        for (name, value) in values { text.set(name, to: value) }
        return text.text
    }

    /// Sets them in a dotenv file, in which everything else stays as it is. A new file is the user's alone to read.
    ///
    /// - Throws: why the file cannot be read or written; it is then what it was.
    func write(to path: String) throws(StartError) {
        var text = DotenvText(try TextFile.contents(of: path) ?? "")
        for (name, value) in values { text.set(name, to: value) }
        try WholeFile.replace(path, with: Array(text.text.utf8))
    }
}
