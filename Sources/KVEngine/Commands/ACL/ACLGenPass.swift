// ACL GENPASS: a password that nobody would guess.

import RESP

extension Command {
    /// The longest password that is made, in bits.
    private static let mostPasswordBits: Int64 = 4096

    /// Returns a password of so many bits, in hexadecimal. A server with a seed makes the same ones in every run.
    static let aclGenPass = Command(
        "genpass", arity: -2, [.noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Makes up a password.", complexity: "O(1)", syntax: "[bits:integer]")
    ) { call throws(RedisError) in
        guard call.remaining <= 1 else { throw .subcommandSyntax(call.argument(1), of: "ACL") }
        let bits = call.remaining == 0 ? 256 : try call.integer()
        guard 1...mostPasswordBits ~= bits else {
            throw RedisError(
                """
                ERR ACL GENPASS argument must be the number of bits for the output password, a positive number \
                up to \(mostPasswordBits)
                """)
        }
        let digits = Int(bits + 3) / 4
        call.reply.bulk(Engine.hexadecimal(digits: digits, from: &call.engine.random.value))
    }
}
