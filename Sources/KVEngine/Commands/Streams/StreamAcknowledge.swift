// XACK and XPENDING: what consumers have done with, and what they have not.

import RESP

extension Command {
    /// Error order: the key's type, then the IDs; nothing is looked at where there is no group.
    static let xack = Command(
        "xack", arity: -4, [.write, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .stream, since: "5.0.0", "Acknowledges entries, and counts those that were pending.",
            complexity: "O(1) an ID", syntax: "key group id...")
    ) { call throws(RedisError) in
        let (key, name) = (try call.key(), try call.bytes())
        let acknowledged = try call.editStream(key) { stream throws(RedisError) in
            guard let group = stream.groups[[UInt8](name)] else { return 0 }
            let ids = try call.streamIDs(from: 3)
            return ids.reduce(0) { group.removePending($1) ? $0 + 1 : $0 }
        }
        call.engine.counters.value.dirty &+= acknowledged ?? 0
        call.reply.integer(acknowledged ?? 0)
    }

    /// Tells what is pending in a group: in sum, or entry by entry.
    ///
    /// Error order: the number of arguments, IDLE, the count, both IDs; then the key's type and the group.
    static let xpending = Command(
        "xpending", arity: -3, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .stream, since: "5.0.0", "Tells of entries that were delivered and not acknowledged.",
            complexity: """
                O(N) for N entries returned, which makes it O(1) where that is constant; O(M) for M entries looked at \
                with IDLE; in sum O(1) where consumers are few, or else O(N) in their number
                """,
            history: ["6.2.0": "IDLE, and open ends."],
            syntax: """
                key group [filters:([IDLE min-idle-time:integer@6.2.0] start end count:integer [consumer])]
                """)
    ) { call throws(RedisError) in
        let (key, name) = (try call.key(), try call.bytes())
        let options = try PendingOptions(&call)
        let stream = try call.read(key, as: StreamValue.self)
        guard let group = stream?.groups[[UInt8](name)] else { throw .noGroup(name, at: key) }
        if let options { call.replyPending(of: group, options) } else { call.reply.pendingSummary(of: group) }
    }
}

/// Which pending entries XPENDING is asked for.
private struct PendingOptions {
    let interval: StreamInterval
    let limit: Int64
    /// Milliseconds since the last delivery, at the least.
    var minimumIdle: Int64 = 0
    var consumer: [UInt8]?

    /// Nil when nothing is said, and a summary is wanted.
    init?(_ call: inout Call) throws(RedisError) {
        let count = call.argumentCount
        guard count != 3 else { return nil }
        guard 6...9 ~= count else { throw .syntax }
        if call.accept("idle") {
            minimumIdle = try call.integer()
            guard count >= 8 else { throw .syntax }
        }
        let (start, end) = (try call.bytes(), try call.bytes())
        limit = max(try call.integer(), 0)
        interval = try StreamInterval(from: start, to: end)
        consumer = call.peek().map { [UInt8]($0) }
    }
}

extension Call {
    /// Answers with pending entries one by one.
    fileprivate func replyPending(of group: StreamGroup, _ options: PendingOptions) {
        let mark = reply.buffer.count
        var written = 0
        func isWanted(_ id: StreamID, _ entry: PendingEntry) -> Bool {
            guard id <= options.interval.upper, written < options.limit else { return false }
            let idle = now &- entry.deliveredAt
            guard options.minimumIdle == 0 || idle >= options.minimumIdle else { return true }
            reply.array(4)
            reply.bulk(id)
            reply.bulk(entry.consumer.name)
            reply.integer(max(idle, 0))
            reply.integer(entry.deliveries)
            written += 1
            return true
        }
        if let name = options.consumer {
            guard let consumer = group.consumer(name) else { return reply.array(0) }
            consumer.pending.forEach(from: options.interval.lower) { id, _ in
                group.pending[id].map { isWanted(id, $0) } ?? true
            }
        } else {
            group.pending.forEach(from: options.interval.lower, isWanted)
        }
        reply.array(written, from: mark)
    }
}

extension ReplyWriter {
    /// How much is pending, between which IDs, and by consumer.
    fileprivate func pendingSummary(of group: StreamGroup) {
        array(4)
        integer(group.pending.count)
        guard let first = group.pending.first, let last = group.pending.last else {
            null()
            null()
            return nullArray()
        }
        bulk(first)
        bulk(last)
        let consumers = group.consumers.filter { !$0.pending.isEmpty }
        array(consumers.count)
        for consumer in consumers {
            array(2)
            bulk(consumer.name)
            bulk(decimal: Int64(consumer.pending.count))
        }
    }
}
