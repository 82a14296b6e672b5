// RESET: gives a connection the state it had when it was opened.

import RESP

extension Command {
    /// Forgets everything the client has set on the connection.
    static let reset = Command(
        "reset", arity: 1,
        [.noscript, .loading, .stale, .fast, .noAuth, .allowBusy, .whileSubscribed, .immediate, .endsMulti],
        docs: Docs(
            .connection, since: "6.2.0", "Resets the connection to its first state.", complexity: "O(1)")
    ) { call throws(RedisError) in
        guard !call.client.isReplica else {
            throw RedisError("ERR can only reset normal client connections")
        }
        call.engine.endTracking(of: call.client)
        call.select(0)
        call.client.version = .resp2
        call.reply.version = .resp2
        call.client.name = []
        call.engine.unsubscribeFromAll(call.client)
        call.engine.removeMonitor(call.client)
        call.engine.endTransaction(of: call.client)
        call.engine.becomeDefaultUser(call.client)
        let mode = call.client.modes.value.reply
        if mode != .skipThis { call.client.modes.value.reply = .on }
        call.reply.simple("RESET")
    }
}
