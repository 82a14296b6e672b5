// ECHO, which returns its argument, and QUIT.

import RESP

extension Command {
    /// Returns its argument.
    static let echo = Command(
        "echo", arity: 2, [.loading, .stale, .fast],
        docs: Docs(
            .connection, since: "1.0.0", "Returns the message it is given.", complexity: "O(1)",
            syntax: "message")
    ) { call throws(RedisError) in
        call.reply.bulk(try call.bytes())
    }

    /// Closes the connection once everything has been answered.
    static let quit = Command(
        "quit", arity: -1,
        [.noscript, .loading, .stale, .fast, .noAuth, .allowBusy, .whileSubscribed, .immediate, .endsMulti],
        docs: Docs(.connection, since: "1.0.0", "Closes the connection.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.client.ending = .closeAfterReply
        call.reply.ok()
    }
}
