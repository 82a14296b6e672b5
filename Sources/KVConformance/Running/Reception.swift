// When a server has a command that it does not answer yet: CLIENT LIST tells of each connection the last command.
// Nothing else does, and a script that moved the clock too soon would find the command waiting from then on.

enum Reception {
    /// More looks than any command takes to arrive; then the script goes on, and shows what comes of it.
    private static let mostLooks = 2000

    /// Returns when the server says that a connection's last command is this one.
    ///
    /// - Throws: that the server can no longer be reached.
    static func wait(
        for command: [UInt8], on connection: WireConnection, of server: any ServerUnderTest
    ) throws(ServerError) {
        guard let address = connection.localAddress else { return }
        let name = String(decoding: command, as: UTF8.self).lowercased()
        let observer = try server.connect()
        defer { observer.close() }
        for _ in 0..<mostLooks {
            observer.send([Array("CLIENT".utf8), Array("LIST".utf8)])
            // A server that sleeps, or asks for a password, does not tell.
            guard case .reply(let list) = observer.read(within: 1000), !list.isError else { return }
            if hasArrived(name, from: address, list.text) { return }
        }
    }

    private static func hasArrived(_ name: String, from address: String, _ list: String) -> Bool {
        list.split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            guard fields.contains(where: { $0 == "addr=\(address)" }) else { return false }
            return fields.contains { $0 == "cmd=\(name)" || $0.hasPrefix("cmd=\(name)|") }
        }
    }
}
