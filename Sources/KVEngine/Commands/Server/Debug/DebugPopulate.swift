// DEBUG POPULATE: many keys at once, for those who want to see what a server does with many keys.

import RESP

extension DebugOperation {
    /// Stores `value:0`, `value:1` ... at `key:0`, `key:1` ..., where there are no such keys yet. Nothing is
    /// counted as a change.
    ///
    /// A value is cut, or filled up with zero bytes, to the size asked for. What all of it takes is bound by
    /// `proto-max-bulk-len`; Redis goes on until memory ends.
    static let populate = DebugOperation(
        "populate", 1...3, "POPULATE <count> [<prefix>] [<size>]", "Store that many strings."
    ) { call throws(RedisError) in
        let count = try call.natural(or: .notPositive)
        let prefix = call.remaining > 0 ? [UInt8](try call.bytes().beforeNUL) : Array("key".utf8)
        let size = call.remaining > 0 ? try call.natural(or: .notPositive) : 0
        let limit = Int64(call.engine.settings.protoMaxBulkLength)
        guard size <= limit, count <= limit / (size + Int64(prefix.count) + bytesPerKey) else {
            throw .valueOutOfRange
        }
        for number in 0..<count {
            let key = prefix + Array(":\(number)".utf8)
            key.withByteView { key in
                guard call.lookupForWriting(key) == nil else { return }
                value(number, size: Int(size)).withByteView { _ = call.setString(key, to: $0) }
                call.modified(key, "new", .new, changes: 0)
            }
        }
        call.reply.ok()
    }

    /// What a key takes besides its name and value, about.
    private static let bytesPerKey: Int64 = 64

    /// A value of `size` bytes; of its own length when that is zero.
    private static func value(_ number: Int64, size: Int) -> [UInt8] {
        let text = Array("value:\(number)".utf8)
        guard size > 0 else { return text }
        return text.prefix(size) + Array(repeating: 0, count: max(0, size - text.count))
    }
}
