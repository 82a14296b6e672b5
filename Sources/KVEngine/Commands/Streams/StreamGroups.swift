// XGROUP: the container of what makes and removes the consumer groups of streams.

import RESP

extension Command {
    /// Holds the commands that make and remove consumer groups.
    static let xgroup = Command(
        container: "xgroup",
        docs: Docs(
            .stream, since: "5.0.0", "Holds the commands that make and remove consumer groups.",
            complexity: "That of the subcommand"),
        subcommands: [
            .xgroupCreate, .xgroupSetID, .xgroupDestroy, .xgroupCreateConsumer, .xgroupDelConsumer,
            .xgroupHelp,
        ])

    /// Makes a group.
    ///
    /// Error order: the options from left to right, the key and its type, how many options there are, the ID, the name.
    private static let xgroupCreate = Command(
        "create", arity: -5, [.write, .denyOOM], keys: [.at(2, [.rw, .insert])],
        docs: Docs(
            .stream, since: "5.0.0", "Makes a consumer group.", complexity: "O(1)",
            history: ["7.0.0": "ENTRIESREAD."],
            syntax: """
                key groupname id:(id|new_id:$) [MKSTREAM] [ENTRIESREAD entries_read:integer]
                """)
    ) { call throws(RedisError) in
        let (key, name, word) = (try call.key(), try call.bytes(), try call.bytes())
        let options = try GroupOptions(&call, mayMakeStream: true)
        let stream = try call.streamForWriting(key)
        guard stream != nil || options.makesStream else { throw .groupWantsKey }
        guard call.argumentCount <= 8 else { throw .subcommandSyntax(call.argument(1), of: "XGROUP") }
        let id = word.beforeNUL == "$" ? stream?.lastID ?? .zero : try StreamID(word)
        try call.update(key, as: StreamValue.self) { made throws(RedisError) in
            let group = made.addGroup([UInt8](name), from: id, entriesRead: options.entriesRead)
            guard group != nil else { throw RedisError("BUSYGROUP Consumer Group name already exists") }
            if stream == nil {
                call.modified(key, "xgroup-create", .stream)
            } else {
                call.noted(key, "xgroup-create", .stream)
            }
        }
        call.reply.ok()
    }

    /// Lets a group go on from another ID.
    ///
    /// Error order: the options, the key and its type, the group, how many options there are, the ID.
    private static let xgroupSetID = Command(
        "setid", arity: -5, [.write], keys: [.at(2, [.rw, .update])],
        docs: Docs(
            .stream, since: "5.0.0", "Sets the ID up to which a group has been given entries.",
            complexity: "O(1)", history: ["7.0.0": "ENTRIESREAD."],
            syntax: "key groupname id:(id|new_id:$) [ENTRIESREAD entries_read:integer]")
    ) { call throws(RedisError) in
        let (key, name, word) = (try call.key(), try call.bytes(), try call.bytes())
        let options = try GroupOptions(&call, mayMakeStream: false)
        try call.changeGroup(name, at: key) { stream, group throws(RedisError) in
            guard call.argumentCount <= 7 else { throw .subcommandSyntax(call.argument(1), of: "XGROUP") }
            group.lastID = word.beforeNUL == "$" ? stream.lastID : try StreamID(orEnd: word)
            group.entriesRead = options.entriesRead
            call.noted(key, "xgroup-setid", .stream)
        }
        call.reply.ok()
    }

    /// Removes a group; those who wait to read for it are answered with an error.
    private static let xgroupDestroy = Command(
        "destroy", arity: 4, [.write], keys: [.at(2, [.rw, .delete])],
        docs: Docs(
            .stream, since: "5.0.0", "Removes a consumer group.",
            complexity: "O(N) for N entries that were pending", syntax: "key groupname")
    ) { call throws(RedisError) in
        let (key, name) = (try call.key(), try call.bytes())
        let found = try call.change(key, as: StreamValue.self) { stream throws(RedisError) in
            guard let group = stream.groups[[UInt8](name)] else { return false }
            stream.remove(group)
            call.noted(key, "xgroup-destroy", .stream)
            return true
        }
        guard let found else { throw .groupWantsKey }
        if found, call.engine.state.value.isObserved {
            call.engine.noteReady(key, .stream, in: call.client.databaseIndex)
        }
        call.reply.integer(found ? 1 : 0)
    }

    /// Makes a consumer, which is otherwise made when it first reads.
    private static let xgroupCreateConsumer = Command(
        "createconsumer", arity: 5, [.write, .denyOOM], keys: [.at(2, [.rw, .insert])],
        docs: Docs(
            .stream, since: "6.2.0", "Makes a consumer in a group.", complexity: "O(1)",
            syntax: "key groupname consumername")
    ) { call throws(RedisError) in
        let (key, name, consumer) = (try call.key(), try call.bytes(), try call.bytes())
        let isNew = try call.changeGroup(name, at: key) { _, group throws(RedisError) in
            guard group.consumer([UInt8](consumer)) == nil else { return false }
            _ = call.consumer([UInt8](consumer), of: group, key)
            return true
        }
        call.reply.integer(isNew ? 1 : 0)
    }

    /// Removes a consumer with what it has not acknowledged, and answers how much that was.
    private static let xgroupDelConsumer = Command(
        "delconsumer", arity: 5, [.write], keys: [.at(2, [.rw, .delete])],
        docs: Docs(
            .stream, since: "5.0.0", "Removes a consumer from a group.", complexity: "O(1)",
            syntax: "key groupname consumername")
    ) { call throws(RedisError) in
        let (key, name, consumer) = (try call.key(), try call.bytes(), try call.bytes())
        let pending = try call.changeGroup(name, at: key) { _, group throws(RedisError) in
            guard let consumer = group.consumer([UInt8](consumer)) else { return 0 }
            let pending = consumer.pending.count
            group.remove(consumer)
            call.noted(key, "xgroup-delconsumer", .stream)
            return pending
        }
        call.reply.integer(pending)
    }

    /// Says what the subcommands do.
    private static let xgroupHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.stream, since: "5.0.0", "Shows what the XGROUP subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "XGROUP",
            [
                (
                    "CREATE <key> <groupname> <id|$> [MKSTREAM] [ENTRIESREAD entries_read]",
                    "Make a group that is given what comes after an ID."
                ),
                ("CREATECONSUMER <key> <groupname> <consumer>", "Make a consumer in a group."),
                ("DELCONSUMER <key> <groupname> <consumer>", "Remove a consumer from a group."),
                ("DESTROY <key> <groupname>", "Remove a group."),
                (
                    "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
                    "Let a group go on from another ID."
                ),
            ])
    }
}

/// MKSTREAM and ENTRIESREAD.
private struct GroupOptions {
    var makesStream = false
    var entriesRead: Int64?

    init(_ call: inout Call, mayMakeStream: Bool) throws(RedisError) {
        while call.remaining > 0 {
            if mayMakeStream, call.accept("mkstream") {
                makesStream = true
            } else if call.remaining > 1, call.accept("entriesread") {
                let count = try call.integer()
                guard count >= -1 else {
                    throw RedisError("ERR value for ENTRIESREAD must be positive or -1")
                }
                entriesRead = count == -1 ? nil : count
            } else {
                throw .subcommandSyntax(call.argument(1), of: "XGROUP")
            }
        }
    }
}

extension Call {
    /// The stream at a key that is about to be changed; nil when there is none.
    fileprivate func streamForWriting(_ key: ByteView) throws(RedisError) -> StreamValue? {
        guard let entry = lookupForWriting(key) else { return nil }
        guard entry.kind == .stream else { throw .wrongType }
        return entry.object(as: StreamValue.self)
    }

    /// Changes a group of a stream.
    ///
    /// - Throws: that there is no such key or group, and what `body` throws.
    fileprivate func changeGroup<R>(
        _ name: ByteView, at key: ByteView, _ body: (StreamValue, StreamGroup) throws(RedisError) -> R
    ) throws(RedisError) -> R {
        let result = try change(key, as: StreamValue.self) { stream throws(RedisError) in
            guard let group = stream.groups[[UInt8](name)] else { throw .noGroupInStream(name, at: key) }
            return try body(stream, group)
        }
        guard let result else { throw .groupWantsKey }
        return result
    }
}

extension RedisError {
    fileprivate static var groupWantsKey: RedisError {
        RedisError(
            """
            ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the \
            MKSTREAM option to create an empty stream automatically.
            """)
    }
}
