// XINFO GROUPS and XINFO CONSUMERS: what tells of those who read a stream together.

import RESP

extension Command {
    /// Error order: the key, its type.
    static let xinfoGroups = Command(
        "groups", arity: 3, [.readonly], keys: [.at(2, [.ro, .access])],
        docs: Docs(
            .stream, since: "5.0.0", "Tells of the consumer groups of a stream.", complexity: "O(1)",
            history: ["7.0.0": "What the groups have read, and what is left."], syntax: "key")
    ) { call throws(RedisError) in
        guard let stream = try call.read(try call.key(), as: StreamValue.self) else { throw .noSuchKey }
        call.reply.array(stream.groups.count)
        for group in stream.groups { call.reply.summary(of: group, stream) }
    }

    /// Error order: the key, its type, the group.
    static let xinfoConsumers = Command(
        "consumers", arity: 4, [.readonly], keys: [.at(2, [.ro, .access])],
        tips: ["nondeterministic_output"],
        docs: Docs(
            .stream, since: "5.0.0", "Tells of the consumers of a group.", complexity: "O(1)",
            syntax: "key groupname")
    ) { call throws(RedisError) in
        let (key, name) = (try call.key(), try call.bytes())
        guard let stream = try call.read(key, as: StreamValue.self) else { throw .noSuchKey }
        guard let group = stream.groups[[UInt8](name)] else { throw .noGroupInStream(name, at: key) }
        call.reply.array(group.consumers.count)
        for consumer in group.consumers { call.reply.summary(of: consumer, now: call.now) }
    }
}

extension ReplyWriter {
    fileprivate func summary(of group: StreamGroup, _ stream: StreamValue) {
        map(6)
        bulk("name")
        bulk(group.name)
        bulk("consumers")
        integer(group.consumers.count)
        bulk("pending")
        integer(group.pending.count)
        reading(of: group, stream)
    }

    fileprivate func summary(of consumer: StreamConsumer, now: Int64) {
        map(3)
        bulk("name")
        bulk(consumer.name)
        bulk("pending")
        integer(consumer.pending.count)
        bulk("idle")
        integer(max(now &- consumer.seenAt, 0))
    }

    /// How far a group has read.
    private func reading(of group: StreamGroup, _ stream: StreamValue) {
        bulk("last-delivered-id")
        bulk(group.lastID)
        bulk("entries-read")
        integerOrNull(group.entriesRead)
        bulk("lag")
        integerOrNull(stream.lag(of: group))
    }

    private func integerOrNull(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    // MARK: In full

    /// A group as XINFO STREAM FULL shows it, with so many of the pending entries.
    func details(of group: StreamGroup, _ stream: StreamValue, limit: Int64) {
        map(7)
        bulk("name")
        bulk(group.name)
        reading(of: group, stream)
        bulk("pel-count")
        integer(group.pending.count)
        bulk("pending")
        pending(group.pending, limit: limit) { id, entry in
            array(4)
            bulk(id)
            bulk(entry.consumer.name)
            integer(entry.deliveredAt)
            integer(entry.deliveries)
        }
        bulk("consumers")
        array(group.consumers.count)
        for consumer in group.consumers { details(of: consumer, in: group, limit: limit) }
    }

    private func details(of consumer: StreamConsumer, in group: StreamGroup, limit: Int64) {
        map(4)
        bulk("name")
        bulk(consumer.name)
        bulk("seen-time")
        integer(consumer.seenAt)
        bulk("pel-count")
        integer(consumer.pending.count)
        bulk("pending")
        pending(consumer.pending, limit: limit) { id, _ in
            array(3)
            bulk(id)
            integer(group.pending[id]?.deliveredAt ?? 0)
            integer(group.pending[id]?.deliveries ?? 0)
        }
    }

    private func pending<Value>(
        _ entries: StreamIDMap<Value>, limit: Int64, _ body: (StreamID, Value) -> Void
    ) {
        let wanted = min(Int64(entries.count), limit)
        array(Int(wanted))
        var written: Int64 = 0
        guard wanted > 0 else { return }
        entries.forEach { id, value in
            body(id, value)
            written += 1
            return written < wanted
        }
    }
}
