// Invalidation: how those who may hold a stale value hear of it. A client in the default mode hears of each key that
// it has read, once; a broadcasting client of all changes of a turn together, after the replies of that turn.

import RESP

extension Engine {
    // MARK: What has become invalid

    /// Notes a change of a key for those who track.
    func invalidate(_ key: ByteView, _ eventClass: EventClass) {
        if !tracking.prefixes.isEmpty {
            // Nobody has made a key's time come, so everybody hears of it.
            let isOwn = eventClass != .expired && eventClass != .evicted
            let author = isOwn ? state.value.runningClient : 0
            if tracking.prefixes.note(key, changedBy: author) { state.value.hasBroadcasts = true }
        }
        invalidateTracked(key, isChange: true)
    }

    /// Tells the clients in the default mode that may hold a key, and forgets that they do.
    ///
    /// NOLOOP is about changes: a key that is merely forgotten is told to everybody.
    func invalidateTracked(_ key: ByteView, isChange: Bool) {
        let readers = tracking.table.remove(key)
        guard !readers.isEmpty else { return }
        for id in readers {
            guard let reader = clients[id], reader.tracking.isOn else { continue }
            if reader.tracking.modes.contains(.broadcast) { continue }
            if id != state.value.runningClient {
                sendInvalidation(of: [UInt8](key), for: reader)
            } else if !isChange || !reader.tracking.modes.contains(.noLoop) {
                reader.tracking.ownInvalidations.append([UInt8](key))
            }
        }
        if tracking.table.isEmpty { refreshObservation() }
    }

    /// Tells every client that tracks, in whatever mode, that nothing it holds is valid.
    func invalidateEverything() {
        guard tracking.clientCount > 0 || !tracking.table.isEmpty else { return }
        for client in clientsByAge where client.tracking.isOn {
            if client.id == state.value.runningClient {
                client.tracking.ownInvalidations.append(nil)
            } else {
                sendInvalidation(of: nil, for: client)
            }
        }
        tracking.table.removeAll()
        refreshObservation()
    }

    /// Tells a client what its own command has made invalid.
    func sendOwnInvalidations(to client: Client) {
        let keys = client.tracking.ownInvalidations
        guard !keys.isEmpty else { return }
        client.tracking.ownInvalidations = []
        for key in keys { sendInvalidation(of: key, for: client) }
        refreshFollowing()
    }

    /// The same for the client whose command has yet to begin, for keys that had to go to make room for it.
    func sendOwnInvalidations() {
        guard tracking.clientCount > 0, let client = clients[state.value.runningClient] else { return }
        sendOwnInvalidations(to: client)
    }

    // MARK: Broadcasts

    /// Sends what has changed in this turn to those who asked for prefixes.
    ///
    /// During a DEBUG SLEEP no turn ends.
    func sendBroadcasts() {
        guard sleepsUntil <= now else { return }
        state.value.hasBroadcasts = false
        for prefix in tracking.prefixes.inOrder where !prefix.changed.isEmpty {
            let changes = prefix.takeChanges()
            let list = Engine.list(of: changes.map(\.key))
            for client in prefix.clients {
                if client.tracking.modes.contains(.noLoop) {
                    let others = changes.filter { $0.author != client.id }.map(\.key)
                    if !others.isEmpty { send(Engine.list(of: others), for: client) }
                } else {
                    send(list, for: client)
                }
            }
        }
    }

    // MARK: Messages

    private func sendInvalidation(of key: [UInt8]?, for client: Client) {
        send(key.map { Engine.list(of: [$0]) } ?? Engine.null(client.version), for: client)
    }

    /// Sends the elements that say what is invalid, to a client or to where it redirects them.
    ///
    /// In RESP2 only those who subscribe can be told anything, and only in another client's place: as a message.
    private func send(_ invalid: [UInt8], for client: Client) {
        let redirect = client.tracking.redirect
        guard let receiver = redirect == 0 ? client : clients[redirect] else {
            return tellBrokenRedirect(client)
        }
        if receiver.version == .resp3 {
            push(to: receiver) { writer in
                writer.push(2)
                writer.bulk("invalidate")
                writer.buffer.append(invalid)
            }
        } else if redirect != 0, receiver.isSubscribed {
            push(to: receiver) { writer in
                writer.push(3)
                writer.bulk("message")
                writer.bulk("__redis__:invalidate")
                writer.buffer.append(invalid)
            }
        }
    }

    private func tellBrokenRedirect(_ client: Client) {
        client.tracking.modes.insert(.brokenRedirect)
        guard client.version == .resp3 else { return }
        push(to: client) { writer in
            writer.push(2)
            writer.bulk("tracking-redir-broken")
            writer.integer(Int64(bitPattern: client.tracking.redirect))
        }
    }

    private static func list(of keys: [[UInt8]]) -> [UInt8] {
        var bytes = Array("*\(keys.count)\r\n".utf8)
        for key in keys { bytes += Array("$\(key.count)\r\n".utf8) + key + Array("\r\n".utf8) }
        return bytes
    }

    /// Stands for every key. It is in the protocol of the client that tracks, as in Redis, though the client that it
    /// is redirected to may speak the other.
    private static func null(_ version: ProtocolVersion) -> [UInt8] {
        Array((version == .resp3 ? "_\r\n" : "$-1\r\n").utf8)
    }
}
