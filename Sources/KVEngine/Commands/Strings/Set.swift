// SET with its options.

import RESP

extension Command {
    /// Sets a key to a string, whatever it held.
    ///
    /// Error order: the whole option list is read first (a bad word is a syntax error even after a bad
    /// number), then the expiry is converted, then the key is looked at.
    static let set = Command(
        "set", arity: -3, [.write, .denyOOM], keys: .first([.rw, .access, .update, .variableFlags]),
        docs: Docs(
            .string, since: "1.0.0", "Sets the string value of a key, replacing any value of any type.",
            complexity: "O(1)",
            syntax: """
                key value [condition:(NX|XX)] [GET] [expiration:(EX seconds:integer|PX milliseconds:integer|\
                EXAT unix-time-seconds:unix-time|PXAT unix-time-milliseconds:unix-time|KEEPTTL)]
                """)
    ) { call throws(RedisError) in
        let (key, value) = (try call.key(), try call.bytes())
        if call.remaining == 0 {
            call.setString(key, to: value)
            call.modified(key, "set", .string)
            return call.reply.ok()
        }
        try setWithOptions(&call, key, value)
    }

    private static func setWithOptions(
        _ call: inout Call, _ key: ByteView, _ value: ByteView
    ) throws(RedisError) {
        throw .syntax
    }
}
