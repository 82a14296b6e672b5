// PING: the command every client sends to see whether the server is there.

import RESP

extension Command {
    /// Answers PONG, or the message given.
    static let ping = Command(
        "ping", arity: -1, [.fast, .whileSubscribed],
        tips: ["request_policy:all_shards", "response_policy:all_succeeded"],
        docs: Docs(
            .connection, since: "1.0.0", "Answers PONG, or echoes a message.", complexity: "O(1)",
            syntax: "[message]")
    ) { call throws(RedisError) in
        guard call.argumentCount <= 2 else { throw .wrongArity(of: call.commandName) }
        if call.client.isSubscribed, !call.reply.isRESP3 {
            // A client in this mode tells its messages apart by their first element.
            call.reply.array(2)
            call.reply.bulk("pong")
            call.reply.bulk(call.peek() ?? .empty)
        } else if let message = call.peek() {
            call.reply.bulk(message)
        } else {
            call.reply.simple("PONG")
        }
    }
}
