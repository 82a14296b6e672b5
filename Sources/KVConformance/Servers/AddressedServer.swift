// A server that somebody else has started, given as a URL. Its clock cannot be moved, so time passes by waiting, and
// it is emptied by FLUSHALL: never point this at data that anybody needs.

import Foundation
import KVSockets

/// A server at `redis://[:password@]host[:port]`.
package final class AddressedServer: ServerUnderTest {
    package let name: String
    package let address: SocketAddress
    private var control: WireConnection?

    /// - Throws: what is wrong with the URL, or why nobody answers there.
    package init(url text: String) throws(ServerError) {
        let url = URLComponents(string: text)
        guard let url, url.scheme == "redis", let host = url.host, !host.isEmpty, url.path.count < 2 else {
            throw ServerError("'\(text)' is not redis://HOST:PORT")
        }
        guard url.user ?? "" == "", url.password == nil else {
            throw ServerError("'\(host)': a server with a password cannot be compared yet; start one without")
        }
        guard let port = UInt16(exactly: url.port ?? 6379) else {
            throw ServerError("'\(text)': no such port")
        }
        do throws(SocketError) {
            address = try .resolve(host: host, port: port)
        } catch {
            throw ServerError(error.description)
        }
        name = "\(host):\(port)"
    }

    package var hasMovableClock: Bool { false }

    package var unixMicroseconds: Int64 {
        let elements = (try? controlConnection())?.call("TIME")?.elements ?? []
        let parts = elements.compactMap { Int64($0.text) }
        return parts.count == 2 ? parts[0] * 1_000_000 + parts[1] : 0
    }

    package func prepare() throws(ServerError) {
        guard let reply = try controlConnection().call("FLUSHALL"), !reply.isError else {
            throw ServerError("\(name) refuses FLUSHALL")
        }
        // A server that has neither scripts nor functions may refuse these.
        for command in ["SCRIPT", "FUNCTION"] { _ = try controlConnection().call(command, "FLUSH") }
    }

    package func advance(milliseconds: Int64) {
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
    }

    private func controlConnection() throws(ServerError) -> WireConnection {
        if let control { return control }
        let connection = try connect()
        control = connection
        return connection
    }
}
