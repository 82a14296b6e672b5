// What a client of XREAD or XREADGROUP waits for: entries behind IDs, or such as its group has not been given. Several
// clients are given the same entries, where a list gives each element once.

import RESP

/// What is awaited of streams.
final class StreamWait {
    /// The group that the client reads for, as which consumer.
    struct Reader {
        let group: [UInt8]
        let consumer: [UInt8]
        let noAcknowledgement: Bool
    }

    /// The IDs behind which is read, by key; of no meaning to who reads for a group.
    private let ids: [[UInt8]: StreamID]
    let reader: Reader?
    /// The most entries that the client is given.
    let limit: Int64

    /// What a client is given that has not said how much it wants, after a wait.
    private static let usualLimit: Int64 = 1000

    init(_ options: StreamReadOptions, ids: [([UInt8], StreamID)]) {
        // A key that is named twice counts as it was first.
        self.ids = Dictionary(ids) { first, _ in first }
        reader = options.reader.map {
            Reader(
                group: [UInt8]($0.group), consumer: [UInt8]($0.consumer),
                noAcknowledgement: options.noAcknowledgement)
        }
        limit = options.limit == 0 ? StreamWait.usualLimit : options.limit
    }

    /// Where reading begins at a key: behind this ID.
    func start(at key: [UInt8]) -> StreamID { ids[key] ?? .max }

    /// Whether there is an answer, were it an error: what is at the key is given, nil when it is no stream.
    func isOver(at key: [UInt8], _ stream: StreamValue?) -> Bool {
        guard let stream else { return reader != nil }
        guard let reader else { return stream.lastID > start(at: key) }
        guard let group = stream.groups[reader.group] else { return true }
        return stream.lastID > group.lastID
    }
}

extension Call {
    /// Answers with the entries of a stream that a client has waited for.
    ///
    /// - Throws: UNBLOCKED when the stream is gone, NOGROUP when the group is.
    func takeEntries(_ wait: StreamWait, from key: ByteView) throws(RedisError) -> Bool {
        guard let entry = lookup(key, [.noStatistics, .noMissEvent]), entry.kind == .stream else {
            throw RedisError("UNBLOCKED the stream key no longer exists")
        }
        try edit(entry, as: StreamValue.self) { stream throws(RedisError) in
            let mark = reply.buffer.count
            guard let reader = wait.reader else {
                reply.headOfStream(key)
                let start = wait.start(at: [UInt8](key)).next ?? .max
                reply.entries(
                    of: stream, in: StreamInterval(lower: start, upper: .max), limit: wait.limit)
                return reply.streams(1, from: mark)
            }
            guard let group = stream.groups[reader.group] else {
                throw RedisError(
                    "NOGROUP the consumer group this client was blocked on no longer exists")
            }
            reply.headOfStream(key)
            let consumer = consumer(reader.consumer, of: group, key, isTold: reader.noAcknowledgement)
            deliver(
                stream, at: key, to: consumer, of: group, limit: wait.limit,
                pending: !reader.noAcknowledgement)
            reply.streams(1, from: mark)
        }
        return true
    }
}
