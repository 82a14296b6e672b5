// CLIENT REPLY, NO-EVICT and NO-TOUCH: how the connection is treated from now on.

import RESP

extension Command {
    /// Chooses whether commands are answered: always, never, or all but the next one.
    static let clientReply = Command(
        "reply", arity: 3, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "3.2.0", "Chooses whether the server answers commands.",
            complexity: "O(1)", syntax: "on_off_skip:(ON|OFF|SKIP)")
    ) { call throws(RedisError) in
        if call.accept("on") {
            call.client.modes.value.reply = .on
            call.reply.ok()
        } else if call.accept("off") {
            call.client.modes.value.reply = .off
        } else if call.accept("skip") {
            if call.client.modes.value.reply != .off { call.client.modes.value.reply = .skipNext }
        } else {
            throw .syntax
        }
    }

    /// Keeps the connection when clients take more memory than they may.
    static let clientNoEvict = Command(
        "no-evict", arity: 3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "7.0.0", "Exempts the connection from client eviction.",
            complexity: "O(1)", syntax: "enabled:(ON|OFF)")
    ) { call throws(RedisError) in
        call.client.modes.value.noEvict = try call.onOrOff()
        call.reply.ok()
    }

    /// Lets reads of this connection leave the access times of keys alone.
    ///
    /// It is of Redis 7.2, and accepted because client libraries send it when they connect.
    static let clientNoTouch = Command(
        "no-touch", arity: 3, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "7.2.0", "Lets reads leave the access times of keys alone.",
            complexity: "O(1)", syntax: "enabled:(ON|OFF)")
    ) { call throws(RedisError) in
        call.client.modes.value.noTouch = try call.onOrOff()
        call.reply.ok()
    }
}

extension Call {
    fileprivate mutating func onOrOff() throws(RedisError) -> Bool {
        if accept("on") { return true }
        guard accept("off") else { throw .syntax }
        return false
    }
}
