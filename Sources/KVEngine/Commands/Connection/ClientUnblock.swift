// CLIENT UNBLOCK: ends what another client waits for.

import RESP

extension Command {
    /// Ends the blocking command of another client, as if its time were up or with an error.
    ///
    /// Error order: the number of arguments, the reason, then the ID. One that a pause holds back is not blocked.
    static let clientUnblock = Command(
        "unblock", arity: -3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "5.0.0", "Ends the blocking command of another connection.",
            complexity: "O(log(N)) in the number of connections",
            syntax: "client-id:integer [timeout_error:(TIMEOUT|ERROR)]")
    ) { call throws(RedisError) in
        guard call.remaining <= 2 else { throw .subcommandSyntax(call.argument(1), of: "CLIENT") }
        let word = try call.bytes()
        let withError = call.accept("error")
        guard withError || call.remaining == 0 || call.accept("timeout") else {
            throw RedisError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")
        }
        guard let id = IntegerText.parse(word) else { throw .notAnInteger }
        guard let client = UInt64(exactly: id).flatMap({ call.engine.clients[$0] }),
            call.engine.endWait(of: client, withError: withError)
        else { return call.reply.integer(0) }
        // Redis charges the error to the command that has sent it as well.
        if withError { call.engine.commandStatistics[call.id].failedCalls &+= 1 }
        call.reply.integer(1)
    }
}
