// Who is let in, at the server's own addresses and at those of its gateway.

import KVEngine
import KVSockets
import RESP

/// Decides about new connections.
final class ServerDoor: ListenerDelegate {
    private let core: ServerCore
    /// Whose clients come here; nil for those who speak RESP.
    private let gateway: (any Gateway)?

    init(core: ServerCore, gateway: (any Gateway)?) {
        self.core = core
        self.gateway = gateway
    }

    func accepted(_ connection: Connection) -> (any ConnectionDelegate)? {
        core.locked {
            guard let fault = core.faults.meetConnection() else { return admit(connection) }
            // Without this it ends in good order.
            if fault == .closeOnAccept(resets: true) { connection.close(.reset) }
            return nil
        }
    }

    private func admit(_ connection: Connection) -> (any ConnectionDelegate)? {
        let engine = core.engine
        guard engine.clients.count < engine.settings.maxClients else {
            return refuse(connection, code: "ERR", "max number of clients reached")
        }
        // A gateway asks for a token, whatever the engine asks for.
        if gateway == nil, engine.settings.protectedMode, engine.hasNoPassword, !connection.isLoopbackPeer {
            return refuse(connection, code: "DENIED", ServerDoor.protectedModeText)
        }
        let client = engine.makeClient()
        client.address = connection.peer.description
        client.localAddress = connection.local?.description ?? ""
        client.descriptor = Int(connection.descriptor)
        if case .unix = connection.peer { client.isUnixSocket = true }
        guard let gateway else {
            let session = Session(client: client, core: core, connection: connection)
            core.sessions[client.id] = session
            return session
        }
        let guest = GuestSession(client: client, core: core, connection: connection)
        core.sessions[client.id] = guest
        return gateway.serve(guest)
    }

    private func refuse(_ connection: Connection, code: String, _ text: String) -> (any ConnectionDelegate)? {
        let answer = gateway?.refusal(text) ?? Array("-\(code) \(text)\r\n".utf8)
        answer.withByteView { connection.append($0) }
        core.engine.noteRejectedConnection()
        return nil
    }
}

extension ServerDoor {
    /// What a client from another machine is told while there is no password.
    fileprivate static let protectedModeText = """
        hermetic-kv is running in protected mode: no password is set, so only clients on this machine \
        are served. To connect from elsewhere, give it a password (--requirepass, or CONFIG SET requirepass \
        from this machine), or turn protected mode off (--protected-mode no) where nobody else can reach the \
        port.
        """
}
