// CLIENT KILL: closes connections, one by its address or all that fit a list of filters.

import RESP

extension Command {
    /// Closes connections.
    ///
    /// The old form takes one address and fails when there is none; it may name the caller. The new form takes
    /// filters, passes over the caller unless told otherwise, and counts.
    static let clientKill = Command(
        "kill", arity: -3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "2.4.0", "Closes open connections.",
            complexity: "O(N) in the number of connections",
            history: [
                "2.8.12": "Filters by name.", "2.8.12": "Filter ID.", "3.2.0": "TYPE MASTER.",
                "5.0.0": "TYPE REPLICA, another word for SLAVE.", "6.2.0": "Filter LADDR.",
            ],
            syntax: """
                filter:(ip:port:string@-2.8.12|new-format:([ID client-id:integer@2.8.12]|\
                [TYPE normal_master_slave_pubsub:(NORMAL|MASTER@3.2.0|SLAVE|REPLICA@5.0.0|PUBSUB)@2.8.12]|\
                [USER username]|[ADDR ip:port:string]|[LADDR ip:port:string@6.2.0]|\
                [SKIPME yes/no:string])...)
                """)
    ) { call throws(RedisError) in
        let isOldForm = call.remaining == 1
        let filter = try isOldForm ? ClientFilter(address: call.bytes()) : ClientFilter(&call)
        let victims = call.engine.clientsByAge.filter { filter.matches($0, caller: call.client) }
        if isOldForm, victims.isEmpty { throw RedisError("ERR No such client") }
        for victim in victims { call.kill(victim) }
        if isOldForm {
            call.reply.ok()
        } else {
            call.reply.integer(victims.count)
        }
    }
}

/// CLIENT KILL's filters: a connection fits when it fits each of them.
private struct ClientFilter {
    private var id: Int64?
    private var type: ClientType?
    private var address: ByteView?
    private var localAddress: ByteView?
    private var user: User?
    private var skipsCaller = true

    init(address: ByteView) {
        self.address = address
        skipsCaller = false
    }

    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            guard call.remaining >= 2 else { throw .syntax }
            if call.accept("id") {
                id = try ClientFilter.readID(&call)
            } else if call.accept("type") {
                type = try ClientType(call.bytes())
            } else if call.accept("addr") {
                address = try call.bytes()
            } else if call.accept("laddr") {
                localAddress = try call.bytes()
            } else if call.accept("user") {
                user = try ClientFilter.readUser(&call)
            } else if call.accept("skipme") {
                skipsCaller = try ClientFilter.readAnswer(&call)
            } else {
                throw .syntax
            }
        }
    }

    private static func readID(_ call: inout Call) throws(RedisError) -> Int64 {
        let refusal = RedisError("ERR client-id should be greater than 0")
        let id = try call.integer(or: refusal)
        guard id > 0 else { throw refusal }
        return id
    }

    private static func readUser(_ call: inout Call) throws(RedisError) -> User {
        let name = try call.bytes()
        guard let user = call.engine.access.user(named: name) else {
            throw .quoting("ERR No such user '", name, "'", limit: .max)
        }
        return user
    }

    private static func readAnswer(_ call: inout Call) throws(RedisError) -> Bool {
        if call.accept("yes") { return true }
        if call.accept("no") { return false }
        throw .syntax
    }

    func matches(_ client: Client, caller: Client) -> Bool {
        if let id, UInt64(id) != client.id { return false }
        if let type, type != client.type { return false }
        if let address, !client.address.withByteView({ $0 == address }) { return false }
        if let localAddress, !client.localAddress.withByteView({ $0 == localAddress }) { return false }
        if let user, user !== client.user { return false }
        return !(skipsCaller && client === caller)
    }
}
