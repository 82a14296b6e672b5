// CLIENT ID, GETNAME, SETNAME, SETINFO and INFO: who the connection is.

import RESP

extension Command {
    /// Returns the connection's ID.
    static let clientID = Command(
        "id", arity: 2, [.noscript, .loading, .stale],
        docs: Docs(.connection, since: "5.0.0", "Returns the connection's ID.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(Int64(call.client.id))
    }

    /// Returns the connection's name.
    static let clientGetName = Command(
        "getname", arity: 2, [.noscript, .loading, .stale],
        docs: Docs(.connection, since: "2.6.9", "Returns the connection's name.", complexity: "O(1)")
    ) { call throws(RedisError) in
        if call.client.name.isEmpty {
            call.reply.null()
        } else {
            call.reply.bulk(call.client.name)
        }
    }

    /// Names the connection; an empty name takes the name away.
    static let clientSetName = Command(
        "setname", arity: 3, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "2.6.9", "Names the connection.", complexity: "O(1)",
            syntax: "connection-name")
    ) { call throws(RedisError) in
        try call.setName(to: call.bytes())
        call.reply.ok()
    }

    /// Notes the client library's name or version.
    ///
    /// It is of Redis 7.2: client libraries send it at every connect, whatever the server is.
    static let clientSetInfo = Command(
        "setinfo", arity: 4, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "7.2.0", "Notes the name or version of the client library.",
            complexity: "O(1)", syntax: "attr:(LIB-NAME libname|LIB-VER libver)")
    ) { call throws(RedisError) in
        let (attribute, value) = (try call.bytes(), try call.bytes())
        let isName = attribute.matches("lib-name")
        guard isName || attribute.matches("lib-ver") else {
            throw .quoting("ERR Unrecognized option '", attribute, "'", limit: .max)
        }
        guard value.isPlainWord else {
            throw .quoting(
                "ERR ", attribute, " cannot contain spaces, newlines or special characters.", limit: .max)
        }
        if isName {
            call.client.libraryName = [UInt8](value)
        } else {
            call.client.libraryVersion = [UInt8](value)
        }
        call.reply.ok()
    }

    /// Describes the connection in one line.
    static let clientInfo = Command(
        "info", arity: 2, [.noscript, .loading, .stale],
        tips: ["nondeterministic_output"],
        docs: Docs(
            .connection, since: "6.2.0", "Describes the connection in one line.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.verbatim(call.engine.describe(call.client))
    }
}

extension Call {
    /// Names the connection.
    ///
    /// - Throws: an error when the name is not printable ASCII without spaces.
    func setName(to name: ByteView) throws(RedisError) {
        guard name.isPlainWord else {
            throw RedisError("ERR Client names cannot contain spaces, newlines or special characters.")
        }
        client.name = [UInt8](name)
    }
}

extension ByteView {
    /// Whether every byte is printable ASCII and no space.
    fileprivate var isPlainWord: Bool {
        for index in 0..<count where self[index] < 0x21 || self[index] > 0x7E { return false }
        return true
    }
}
