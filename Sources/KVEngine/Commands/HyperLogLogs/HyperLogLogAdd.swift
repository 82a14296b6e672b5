// PFADD and PFMERGE: elements, or other HyperLogLogs, added to one.
//
// Source: https://redis.io/commands/pfadd/, https://redis.io/commands/pfmerge/

import RESP

extension Command {
    /// Answers whether the count may have changed: a register was raised, or the key is new.
    ///
    /// Error order: the type of the key; then registers that are not in order, which leaves those before them raised.
    static let pfadd = Command(
        "pfadd", arity: -2, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: Docs(
            .hyperloglog, since: "2.8.9", "Adds elements to a HyperLogLog, creating it when missing.",
            complexity: "O(1) for each element", syntax: "key [element...]")
    ) { call throws(RedisError) in
        let key = try call.key()
        var (edit, isNew) = try call.hyperLogLogForWriting(key)
        var changes = isNew ? 1 : 0
        do throws(RedisError) {
            while call.remaining > 0 {
                let place = HyperLogLog.place(of: try call.bytes())
                if try edit.raise(place.register, to: place.value, call) { changes += 1 }
            }
        } catch {
            edit.finish(isStale: false, call)
            throw error
        }
        edit.finish(isStale: changes > 0, call)
        if changes > 0 { call.modified(key, "pfadd", .string, changes: changes) }
        call.reply.integer(changes > 0 ? 1 : 0)
    }

    /// Error order: the keys from left to right, the destination first: of each its type, then its registers.
    static let pfmerge = Command(
        "pfmerge", arity: -2, [.write, .denyOOM],
        keys: [.at(1, [.rw, .access, .insert]), .from(2, [.ro, .access])],
        docs: Docs(
            .hyperloglog, since: "2.8.9", "Adds what several HyperLogLogs have counted to one.",
            complexity: "O(N) in the number of HyperLogLogs, each of which takes a while",
            syntax: "destkey:key sourcekey:key#1...")
    ) { call throws(RedisError) in
        let destination = call.argument(1)
        let union = try RegisterUnion(&call)
        var (edit, _) = try call.hyperLogLogForWriting(destination)
        if union.hasDense { try edit.becomeDense(call) }
        for (register, value) in union.registers.enumerated() where value > 0 {
            _ = try edit.raise(register, to: value, call)
        }
        edit.finish(isStale: true, call)
        call.modified(destination, "pfadd", .string)
        call.reply.ok()
    }
}

/// The highest of the registers of several HyperLogLogs.
struct RegisterUnion {
    private(set) var registers = [UInt8](repeating: 0, count: HyperLogLog.registerCount)
    /// Whether any of them is dense.
    private(set) var hasDense = false

    /// Reads the HyperLogLogs at all keys that are left; a missing one is empty.
    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            guard let entry = call.lookup(try call.key()) else { continue }
            let view = try call.hyperLogLog(entry)
            if view.isDense { hasDense = true }
            guard view.merge(into: &registers) else { throw .corruptedHyperLogLog }
        }
    }

    /// About how many different elements were added to any of them.
    func estimate() -> UInt64 {
        var histogram = RegisterHistogram()
        for value in registers { histogram.add(value, 1) }
        return histogram.estimate()
    }
}
