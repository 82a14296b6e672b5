// The HyperLogLog commands, in the order in which the README lists them.

import RESP

extension Command {
    static let hyperLogLogs: [Command] = [.pfadd, .pfcount, .pfmerge, .pfdebug, .pfselftest]
}

extension Call {
    /// The string of an entry as a HyperLogLog; valid until the key changes.
    ///
    /// - Throws: WRONGTYPE when it holds another type, or a string that is none.
    func hyperLogLog(_ entry: Entry) throws(RedisError) -> HyperLogLogView {
        guard entry.kind == .string else { throw .wrongType }
        guard entry.representation != .integer, let view = HyperLogLogView(entry.bytes) else {
            throw RedisError("WRONGTYPE Key is not a valid HyperLogLog string value.")
        }
        return view
    }

    /// The HyperLogLog at a key, ready to be changed; an empty one where there is none.
    func hyperLogLogForWriting(_ key: ByteView) throws(RedisError) -> (edit: HyperLogLogEdit, isNew: Bool) {
        guard let existing = lookupForWriting(key) else {
            let entry = HyperLogLog.empty.withByteView { setPadded(key, at: 0, with: $0) }
            return (HyperLogLogEdit(entry, self), true)
        }
        _ = try hyperLogLog(existing)
        return (HyperLogLogEdit(rawString(key, existing, growingTo: 0), self), false)
    }
}

extension RedisError {
    static var corruptedHyperLogLog: RedisError { RedisError("INVALIDOBJ Corrupted HLL object detected") }
}
