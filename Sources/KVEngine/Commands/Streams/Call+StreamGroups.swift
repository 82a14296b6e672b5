// What the commands of groups share: the stream that they change though they look it up as readers do, the consumer
// that is made when it is first named, and what a consumer is given.

import RESP

extension Call {
    /// Changes the stream at a key, which is looked up as for reading: Redis counts it so where a group changes and
    /// the entries do not. Nil when there is none.
    ///
    /// - Throws: WRONGTYPE when the key holds another type, and what `body` throws.
    func editStream<R>(
        _ key: ByteView, _ options: LookupOptions = [], _ body: (StreamValue) throws(RedisError) -> R
    ) throws(RedisError) -> R? {
        guard let entry = lookup(key, options) else { return nil }
        guard entry.kind == .stream else { throw .wrongType }
        return try edit(entry, as: StreamValue.self, body)
    }

    /// A consumer by name, which has been heard of now; one that is not there is made.
    ///
    /// - Parameter isTold: whether those who follow are told of a new one, because they do not learn of it by what it
    ///   is given.
    func consumer(
        _ name: [UInt8], of group: StreamGroup, _ key: ByteView, isTold: Bool = false
    ) -> StreamConsumer {
        if let consumer = group.consumer(name) {
            consumer.seenAt = now
            return consumer
        }
        let consumer = group.makeConsumer(name, at: now)
        noted(key, "xgroup-createconsumer", .stream)
        if isTold { propagate(newConsumer: name, of: group, at: key) }
        return consumer
    }

    /// Answers with what a group has not been given yet; from here on the consumer has to acknowledge it, if that is
    /// wanted.
    func deliver(
        _ stream: StreamValue, at key: ByteView, to consumer: StreamConsumer, of group: StreamGroup,
        limit: Int64, pending: Bool
    ) {
        let mark = reply.buffer.count
        var delivered = 0
        guard let start = group.lastID.next else { return reply.array(0) }
        stream.forEach(in: StreamInterval(lower: start, upper: .max)) { entry in
            stream.noteDelivery(of: entry.id, to: group)
            reply.entry(entry)
            if pending {
                let claim = PendingEntry(consumer: consumer, deliveredAt: now, deliveries: 1)
                group.setPending(entry.id, claim)
                propagate(claim, of: entry.id, in: group, at: key)
            }
            delivered += 1
            return delivered < limit
        }
        if !pending, delivered > 0 { propagate(progressOf: group, at: key) }
        reply.array(delivered, from: mark)
    }

    /// Answers with what a consumer was given and has not acknowledged, which counts as one more delivery.
    func replyHistory(
        of consumer: StreamConsumer, in group: StreamGroup, _ stream: StreamValue, from start: StreamID,
        limit: Int64
    ) {
        let mark = reply.buffer.count
        var written = 0
        consumer.pending.forEach(from: start) { id, _ in
            if reply.entry(of: stream, id) {
                group.noteDeliveryAgain(of: id, at: now)
            } else {
                reply.array(2)
                reply.bulk(id)
                reply.nullArray()
            }
            written += 1
            return written < limit
        }
        reply.array(written, from: mark)
    }
}

extension RedisError {
    /// A command is about a group that is not there, or a stream that is not.
    static func noGroup(_ group: ByteView, at key: ByteView, _ rest: String = "") -> RedisError {
        .quotingBoth("NOGROUP No such key '", key, "' or consumer group '", group, "'\(rest)")
    }

    /// A stream has no group of a name.
    static func noGroupInStream(_ group: ByteView, at key: ByteView) -> RedisError {
        .quotingBoth("NOGROUP No such consumer group '", group, "' for key name '", key, "'")
    }

    private static func quotingBoth(
        _ before: String, _ first: ByteView, _ between: String, _ second: ByteView, _ after: String
    ) -> RedisError {
        let tail = Array(between.utf8) + second.quotation(limit: .max) + Array(after.utf8)
        return .quoting(before, first, "", tail, limit: .max)
    }
}
