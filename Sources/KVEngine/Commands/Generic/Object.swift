// OBJECT: how a value is kept, and when it was last used.

import RESP

extension Command {
    static let object = Command(
        container: "object",
        docs: Docs(
            .generic, since: "2.2.3", "Holds the commands that look at how a value is kept.",
            complexity: "That of the subcommand"),
        subcommands: [.objectEncoding, .objectFreq, .objectHelp, .objectIdletime, .objectRefcount])

    /// Names the encoding of a value.
    private static let objectEncoding = Command(
        "encoding", arity: 3, [.readonly], keys: [.at(2, [.ro])], tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "2.2.3", "Names the encoding of the value at a key.", complexity: "O(1)",
            syntax: "key")
    ) { call throws(RedisError) in
        guard let entry = try call.inspected() else { return }
        call.reply.bulk(ByteView(entry.encoding))
    }

    /// Answers how often a key was used of late, on Redis's logarithmic scale.
    private static let objectFreq = Command(
        "freq", arity: 3, [.readonly], keys: [.at(2, [.ro])], tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "4.0.0", "Returns how often a key was used of late, on a logarithmic scale.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        guard let entry = try call.inspected() else { return }
        guard call.engine.state.value.usesLFU else {
            throw RedisError(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. "
                    + policySwitchNote)
        }
        call.reply.integer(Int(call.engine.frequency(of: entry)))
    }

    /// Answers the seconds since a key was last used.
    private static let objectIdletime = Command(
        "idletime", arity: 3, [.readonly], keys: [.at(2, [.ro])], tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "2.2.3", "Returns the seconds since a key was last used.", complexity: "O(1)",
            syntax: "key")
    ) { call throws(RedisError) in
        guard let entry = try call.inspected() else { return }
        guard !call.engine.state.value.usesLFU else {
            throw RedisError(
                "ERR An LFU maxmemory policy is selected, idle time not tracked. " + policySwitchNote)
        }
        call.reply.integer(Int(call.engine.idleTime(of: entry) / 10))
    }

    private static let policySwitchNote =
        "Please note that when switching between policies at runtime LRU and LFU data will take some time "
        + "to adjust."

    /// Answers how many hold on to the value: 1, and without number for those integers that Redis shares.
    private static let objectRefcount = Command(
        "refcount", arity: 3, [.readonly], keys: [.at(2, [.ro])], tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "2.2.3", "Returns how many hold on to the value at a key.", complexity: "O(1)",
            syntax: "key")
    ) { call throws(RedisError) in
        guard let entry = try call.inspected() else { return }
        call.reply.integer(call.engine.isSharedInRedis(entry) ? Int(Int32.max) : 1)
    }

    private static let objectHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(
            .generic, since: "6.2.0", "Shows what the OBJECT subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "OBJECT",
            [
                ("ENCODING <key>", "Name the encoding of the value."),
                ("FREQ <key>", "Tell how often the key was used of late, on a logarithmic scale."),
                ("IDLETIME <key>", "Tell the seconds since the key was last used."),
                ("REFCOUNT <key>", "Tell how many hold on to the value."),
            ])
    }
}

extension Call {
    /// The entry of the key that OBJECT is asked about; nil when there is none, and null is answered.
    fileprivate mutating func inspected() throws(RedisError) -> Entry? {
        let found = lookup(try key(), [.noTouch, .noMissEvent])
        if found == nil { reply.null() }
        return found
    }
}

extension Entry {
    /// The word OBJECT ENCODING answers.
    var encoding: StaticString {
        representation == .object ? object.encoding : StringValue(entry: self).encoding
    }
}

extension Engine {
    /// Whether Redis keeps one object for all keys with this value: small numbers, unless access times matter.
    fileprivate func isSharedInRedis(_ entry: Entry) -> Bool {
        guard entry.representation == .integer, 0..<10_000 ~= entry.integer else { return false }
        return settings.maxMemory == 0 || !settings.maxMemoryPolicy.usesAccess
    }
}
