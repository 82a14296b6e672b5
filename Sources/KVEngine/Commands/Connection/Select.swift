// SELECT: the connection's database.

import RESP

extension Command {
    /// Moves the connection to another database.
    static let select = Command(
        "select", arity: 2, [.loading, .stale, .fast],
        docs: Docs(
            .connection, since: "1.0.0", "Changes the selected database.", complexity: "O(1)",
            syntax: "index:integer")
    ) { call throws(RedisError) in
        call.select(try call.databaseIndex())
        call.reply.ok()
    }
}

extension Call {
    /// Moves the client to another database, for this batch and the next.
    mutating func select(_ index: Int) {
        client.databaseIndex = index
        database = engine.databases[index]
    }
}
