// What LMPOP and ZMPOP share: keys of which the first that holds something gives up elements, from one end.

import RESP

/// The arguments of a pop from the first of several keys. All are read before any key is looked at.
///
/// Error order: the number of keys, the end, then COUNT.
struct MultiPopOptions<End> {
    /// The keys' places among the arguments.
    let keys: Range<Int>
    let end: End
    private(set) var limit: Int64 = 1

    init(
        _ call: inout Call, readingEnd: (inout Call) throws(RedisError) -> End
    ) throws(RedisError) {
        let count = try call.positive(or: .keyCountNotPositive)
        guard count < Int64(call.remaining) else { throw .syntax }
        keys = call.next..<call.next + Int(count)
        call.next = keys.upperBound
        end = try readingEnd(&call)
        guard call.remaining > 0 else { return }
        guard call.remaining > 1, call.accept("count") else { throw .syntax }
        limit = try call.positive(or: RedisError("ERR count should be greater than 0"))
        guard call.remaining == 0 else { throw .syntax }
    }
}
