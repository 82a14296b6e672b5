// XREAD and XREADGROUP: what is new in streams, for one reader or for the consumers of a group, who may wait for it.

import RESP

extension Command {
    /// Error order: the options, then key by key its type and its ID.
    static let xread = Command(
        "xread", arity: -4, [.readonly, .blocking, .movableKeys], keys: .afterSTREAMS(from: 1),
        docs: Docs(
            .stream, since: "5.0.0", "Returns what has been added to streams behind IDs, waiting for it.",
            complexity: """
                O(N) for N entries returned of a stream, which makes it O(1) where that is constant; XADD takes O(M) \
                for M clients that wait
                """,
            syntax: "[COUNT count:integer] [BLOCK milliseconds:integer] STREAMS streams:(key... id...)")
    ) { call throws(RedisError) in
        let options = try StreamReadOptions(&call, forGroup: false)
        var ids: [StreamID] = []
        for index in options.keys { ids.append(try call.startOfReading(options, index)) }
        let mark = call.reply.buffer.count
        var served = 0
        for (index, id) in zip(options.keys, ids) {
            let key = call.argument(index)
            guard let stream = try call.read(key, as: StreamValue.self),
                let last = stream.endID(last: true), last > id, let start = id.next
            else { continue }
            served += 1
            call.reply.headOfStream(key)
            call.reply.entries(
                of: stream, in: StreamInterval(lower: start, upper: .max),
                limit: options.limit == 0 ? .max : options.limit)
        }
        call.answerRead(options, ids, served, from: mark)
    }

    /// Error order: the options, then key by key its type, its group and its ID.
    static let xreadgroup = Command(
        "xreadgroup", arity: -7, [.write, .blocking, .movableKeys], keys: .afterSTREAMS(from: 4),
        docs: Docs(
            .stream, since: "5.0.0",
            "Returns entries of streams that a group has not been given, or those that a consumer has.",
            complexity: """
                O(M) for M entries returned of a stream, which makes it O(1) where that is constant; XADD takes O(N) \
                for N clients that wait
                """,
            syntax: """
                GROUP group_consumer:(group consumer) [COUNT count:integer] [BLOCK milliseconds:integer] [NOACK] \
                STREAMS streams:(key... id...)
                """)
    ) { call throws(RedisError) in
        let options = try StreamReadOptions(&call, forGroup: true)
        var ids: [StreamID] = []
        for index in options.keys { ids.append(try call.startOfReading(options, index)) }
        let mark = call.reply.buffer.count
        var served = 0
        for (index, id) in zip(options.keys, ids) {
            let key = call.argument(index)
            let isServed = try call.editStream(key) { stream throws(RedisError) in
                try call.readForGroup(stream, key, options, from: id)
            }
            if isServed == true { served += 1 }
        }
        call.propagateNothingElse()
        call.answerRead(options, ids, served, from: mark)
    }
}

extension [KeySpec] {
    /// The first half of what follows the word STREAMS.
    fileprivate static func afterSTREAMS(from index: Int) -> [KeySpec] {
        [
            KeySpec(
                .keyword("STREAMS", from: index), .range(last: -1, step: 1, limit: 2), [.ro, .access])
        ]
    }
}

// MARK: - Pieces

extension Call {
    /// The ID behind which a stream is read: the highest there is stands for `>`.
    fileprivate func startOfReading(
        _ options: StreamReadOptions, _ index: Int
    ) throws(RedisError) -> StreamID {
        let (key, word) = (argument(index), argument(options.idIndex(ofKeyAt: index)))
        let stream = try read(key, as: StreamValue.self)
        if let reader = options.reader, stream?.groups[[UInt8](reader.group)] == nil {
            throw .noGroup(reader.group, at: key, " in XREADGROUP with GROUP option")
        }
        if word.beforeNUL == "$" {
            guard options.reader == nil else { throw .endMeansNothingToGroups }
            return stream?.lastID ?? .zero
        }
        if word.beforeNUL == ">" {
            guard options.reader != nil else { throw .newMeansNothingWithoutGroup }
            return .max
        }
        return try StreamID(word)
    }

    /// Answers for one stream as the consumer of a group; false when nothing is new to the group.
    fileprivate func readForGroup(
        _ stream: StreamValue, _ key: ByteView, _ options: StreamReadOptions, from id: StreamID
    ) throws(RedisError) -> Bool {
        guard let reader = options.reader, let group = stream.groups[[UInt8](reader.group)] else {
            return false
        }
        let isHistory = id != .max
        if !isHistory {
            guard let last = stream.endID(last: true), last > group.lastID else { return false }
        }
        reply.headOfStream(key)
        let consumer = consumer(
            [UInt8](reader.consumer), of: group, key, isTold: options.noAcknowledgement)
        let limit = options.limit == 0 ? .max : options.limit
        if isHistory {
            replyHistory(of: consumer, in: group, stream, from: id.next ?? .max, limit: limit)
        } else {
            deliver(
                stream, at: key, to: consumer, of: group, limit: limit, pending: !options.noAcknowledgement)
        }
        engine.counters.value.dirty &+= 1
        return true
    }

    /// Ends the reply, or waits when nothing is in it.
    fileprivate mutating func answerRead(
        _ options: StreamReadOptions, _ ids: [StreamID], _ served: Int, from mark: Int
    ) {
        guard served == 0 else { return reply.streams(served, from: mark) }
        guard let deadline = options.deadline else { return reply.nullArray() }
        let wait = StreamWait(options, ids: zip(options.keys, ids).map { ([UInt8](argument($0)), $1) })
        block(for: .entries(wait), at: options.keys, until: deadline)
    }
}

extension ReplyWriter {
    /// What comes before the entries of one of several streams: a pair, of which a map of RESP3 is made.
    func headOfStream(_ key: ByteView) {
        if !isRESP3 { array(2) }
        bulk(key)
    }

    /// Makes everything from a mark on the answer about so many streams.
    func streams(_ count: Int, from mark: Int) {
        if isRESP3 { map(count, from: mark) } else { array(count, from: mark) }
    }
}

extension RedisError {
    fileprivate static var endMeansNothingToGroups: RedisError {
        RedisError(
            """
            ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this \
            consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just \
            return an empty result set.
            """)
    }

    fileprivate static var newMeansNothingWithoutGroup: RedisError {
        RedisError(
            """
            ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> \
            option.
            """)
    }
}
