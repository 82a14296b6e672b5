// CLIENT UNBLOCK while nothing blocks: the answers that Redis gives then.

import RESP

extension Command {
    /// Ends the blocking command of another client: there is none to end.
    ///
    /// Error order: the number of arguments, the reason, then the ID.
    static let clientUnblock = Command(
        "unblock", arity: -3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "5.0.0", "Ends the blocking command of another connection.",
            complexity: "O(log(N)) in the number of connections",
            syntax: "client-id:integer [timeout_error:(TIMEOUT|ERROR)]")
    ) { call throws(RedisError) in
        guard call.remaining <= 2 else { throw .subcommandSyntax(call.argument(1), of: "CLIENT") }
        let id = try call.bytes()
        guard call.remaining == 0 || call.accept("timeout") || call.accept("error") else {
            throw RedisError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")
        }
        guard IntegerText.parse(id) != nil else { throw .notAnInteger }
        call.reply.integer(0)
    }
}
