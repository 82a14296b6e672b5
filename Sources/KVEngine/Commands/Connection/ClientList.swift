// CLIENT LIST: a line about each connection, and what is in the line.

import RESP

extension Command {
    /// Describes connections, oldest first: all, those of a type, or those with the IDs given.
    static let clientList = Command(
        "list", arity: -2, [.admin, .noscript, .loading, .stale],
        tips: ["nondeterministic_output"],
        docs: Docs(
            .connection, since: "2.4.0", "Describes the open connections, a line each.",
            complexity: "O(N) in the number of connections",
            history: [
                "2.8.12": "Field id.", "5.0.0": "Filter TYPE.", "6.0.0": "Field user.",
                "6.2.0": "Filter ID; fields argv-mem, tot-mem, laddr, redir.",
                "7.0.0": "Fields resp, multi-mem, rbs, rbp.", "7.0.3": "Field ssub.",
            ],
            syntax: """
                [TYPE normal_master_replica_pubsub:(NORMAL|MASTER|REPLICA|PUBSUB)@5.0.0] \
                [ID id:(client-id:integer...)@6.2.0]
                """)
    ) { call throws(RedisError) in
        var lines = ""
        if call.remaining == 2, call.accept("type") {
            let type = try ClientType(call.bytes())
            for client in call.engine.clientsByAge where type == client.type {
                lines += call.engine.describe(client)
            }
        } else if call.remaining > 1, call.accept("id") {
            while call.remaining > 0 {
                let id = try call.integer(or: RedisError("ERR Invalid client ID"))
                guard id > 0, let client = call.engine.clients[UInt64(id)] else { continue }
                lines += call.engine.describe(client)
            }
        } else {
            guard call.remaining == 0 else { throw .syntax }
            for client in call.engine.clientsByAge { lines += call.engine.describe(client) }
        }
        call.reply.verbatim(lines)
    }
}

/// The kinds of client that CLIENT LIST and CLIENT KILL tell apart.
package enum ClientType {
    case normal, master, replica, pubsub

    /// Reads a type's name.
    ///
    /// - Throws: `ERR Unknown client type`.
    init(_ name: ByteView) throws(RedisError) {
        if name.matchesBeforeNUL("normal") {
            self = .normal
        } else if name.matchesBeforeNUL("slave") || name.matchesBeforeNUL("replica") {
            self = .replica
        } else if name.matchesBeforeNUL("pubsub") {
            self = .pubsub
        } else if name.matchesBeforeNUL("master") {
            self = .master
        } else {
            throw .quoting("ERR Unknown client type '", name, "'", limit: .max)
        }
    }
}

extension Engine {
    /// The connected clients, oldest first.
    var clientsByAge: [Client] { clients.values.sorted { $0.id < $1.id } }

    /// The line of CLIENT LIST about a client, with its newline: the fields of Redis 7.0 in their order.
    func describe(_ client: Client) -> String {
        let (unread, buffer) = (client.queryBuffer.used, client.queryBuffer.size(at: now))
        let fields: [(StaticString, String)] = [
            ("id", "\(client.id)"), ("addr", client.address), ("laddr", client.localAddress),
            ("fd", "\(client.descriptor)"), ("name", String(decoding: client.name, as: UTF8.self)),
            ("age", "\(max(0, now - client.connectedAt) / 1000)"),
            ("idle", "\(max(0, now - client.lastActiveAt) / 1000)"), ("flags", flags(of: client)),
            ("db", "\(client.databaseIndex)"), ("sub", "\(client.subscriptions[.channel].count)"),
            ("psub", "\(client.subscriptions[.pattern].count)"),
            ("ssub", "\(client.subscriptions[.shardChannel].count)"),
            ("multi", "\(queueLength(of: client))"), ("qbuf", "\(unread)"),
            ("qbuf-free", "\(buffer - unread)"), ("argv-mem", "0"),
            ("multi-mem", "\(client.transaction.bytes)"), ("rbs", "0"), ("rbp", "0"),
            ("obl", "\(client.outputBufferBytes)"), ("oll", "0"), ("omem", "0"),
            ("tot-mem", "\(client.memoryUsage + buffer)"), ("events", "r"),
            ("cmd", client.lastCommand.map(table.fullName) ?? "NULL"),
            ("user", String(decoding: client.user.name, as: UTF8.self)),
            ("redir", "\(client.tracking.toldRedirect)"), ("resp", "\(client.version.rawValue)"),
        ]
        return fields.map { "\($0)=\($1)" }.joined(separator: " ") + "\n"
    }

    /// The number of commands that wait for EXEC; -1 outside MULTI.
    private func queueLength(of client: Client) -> Int {
        client.modes.value.transaction.contains(.open) ? client.transaction.commands.count : -1
    }

    /// The letters of the `flags` field; `N` for none.
    private func flags(of client: Client) -> String {
        let (progress, tracking) = (client.modes.value.transaction, client.tracking.modes)
        let letters: [(Bool, Character)] = [
            (client.isMonitor, "O"), (client.isReplica, "S"), (client.isSubscribed, "P"),
            (progress.contains(.open), "x"),
            (client.isBlocked || heldClients.contains(client.id), "b"), (tracking.contains(.on), "t"),
            (tracking.contains(.brokenRedirect), "R"), (tracking.contains(.broadcast), "B"),
            (progress.contains(.touched), "d"),
            (client.ending == .closeAfterReply, "c"),
            (client.ending == .closeNow, "A"), (client.isUnixSocket, "U"),
            (client.modes.value.noEvict, "e"), (client.modes.value.noTouch, "T"),
        ]
        let set = String(letters.filter(\.0).map(\.1))
        return set.isEmpty ? "N" : set
    }
}

extension Client {
    /// What CLIENT LIST TYPE and the output limits go by.
    package var type: ClientType { isReplica ? .replica : isSubscribed ? .pubsub : .normal }

    /// The bytes that the connection takes, about, without its requests.
    fileprivate var memoryUsage: Int {
        256 + name.count + outputBufferBytes + transaction.bytes
    }
}
