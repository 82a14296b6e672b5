// TIME: what the server's clock says.

import RESP

extension Command {
    /// Returns the seconds since 1970 and the microseconds in the present one.
    static let time = Command(
        "time", arity: 1, [.loading, .stale, .fast], tips: ["nondeterministic_output"],
        docs: Docs(.server, since: "2.6.0", "Returns the server's time.", complexity: "O(1)")
    ) { call throws(RedisError) in
        let microseconds = call.engine.state.value.nowMicroseconds
        call.reply.array(2)
        call.reply.bulk(decimal: microseconds / 1_000_000)
        call.reply.bulk(decimal: microseconds % 1_000_000)
    }
}
