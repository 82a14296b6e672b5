// Clients in the same process, without TCP.

import KVSockets

extension Server {
    /// Connects a client in the same process: its end of a pair of sockets, the server having the other.
    ///
    /// A server that is stopped closes its end at once.
    ///
    /// - Throws: when there is no descriptor left.
    package func connectInProcess() throws(SocketError) -> Int32 {
        let (client, server) = try Syscalls.socketPair()
        listeners.main.adopt(server, peer: .unix(path: "in-process"))
        return client
    }
}
