// RESTORE and RESTORE-ASKING: makes a key of what DUMP has answered, here or on another server, of this version or
// an older one. Whatever `sanitize-dump-payload` says, every step of reading is checked.

import RESP

extension Command {
    /// Creates a key from a DUMP payload.
    static let restore = Command(
        "restore", arity: -4, [.write, .denyOOM], keys: .first([.ow, .update]), categories: [.dangerous],
        docs: Docs(
            .generic, since: "2.6.0", "Creates a key from what DUMP has answered.",
            complexity: restoreComplexity, history: restoreHistory, syntax: restoreSyntax)
    ) { call throws(RedisError) in try restore(&call) }

    /// What MIGRATE sends to a node of a cluster; here it is the same as RESTORE.
    static let restoreAsking = Command(
        "restore-asking", arity: -4, [.write, .denyOOM, .asking], keys: .first([.ow, .update]),
        categories: [.keyspace, .dangerous],
        docs: Docs(
            .server, since: "3.0.0", "Creates a key that comes from another node of a cluster.",
            complexity: restoreComplexity, status: .system, history: restoreHistory, syntax: restoreSyntax)
    ) { call throws(RedisError) in try restore(&call) }

    private static let restoreComplexity: StaticString =
        """
        O(1) to create the key, and O(N*M) to read N elements of M bytes each: O(1)+O(1*M) for a string, and \
        O(N*M*log(N)) for a sorted set, where each member takes its place in O(log(N))
        """

    private static var restoreHistory: KeyValuePairs<StaticString, StaticString> {
        ["3.0.0": "Option REPLACE.", "5.0.0": "Option ABSTTL.", "5.0.0": "Options IDLETIME and FREQ."]
    }

    private static let restoreSyntax: StaticString = """
        key ttl:integer serialized-value [REPLACE@3.0.0] [ABSTTL@5.0.0] [IDLETIME seconds:integer@5.0.0] \
        [FREQ frequency:integer@5.0.0]
        """

    /// Error order: the options, a key in the way, the time to live, the payload's frame, its contents.
    private static func restore(_ call: inout Call) throws(RedisError) {
        let (key, time, payload) = (try call.key(), try call.bytes(), try call.bytes())
        let options = try RestoreOptions(&call)
        if !options.replaces, call.lookupForWriting(key) != nil {
            throw RedisError("BUSYKEY Target key name already exists.")
        }
        guard let timeToLive = IntegerText.parse(time) else { throw .notAnInteger }
        guard timeToLive >= 0 else { throw RedisError("ERR Invalid TTL value, must be >= 0") }
        let value = try call.value(in: payload)
        let isReplaced = call.makeWay(for: key)
        let deadline: Int64? =
            timeToLive == 0 ? nil : options.isAbsolute ? timeToLive : timeToLive &+ call.now
        if let deadline, deadline <= call.now {
            if isReplaced {
                call.modified(key, "del", .generic)
                call.propagate([.text("DEL"), .bytes(key)])
            }
            return call.reply.ok()
        }
        let entry = Entry.make(key: key, holding: value)
        call.engine.markNew(entry)
        call.engine.setAccess(of: entry, idle: options.idle, frequency: options.frequency)
        call.database.insert(entry, deadline: deadline)
        call.noteNew(key, entry.kind)
        call.modified(key, "restore", .generic)
        if let deadline, !options.isAbsolute { call.propagate(restoreUntil: deadline) }
        call.reply.ok()
    }
}

/// REPLACE, ABSTTL, IDLETIME and FREQ.
private struct RestoreOptions {
    var replaces = false
    /// Whether the time to live is an instant.
    var isAbsolute = false
    /// Seconds.
    var idle: Int64?
    var frequency: UInt8?

    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            if call.accept("replace") {
                replaces = true
            } else if call.accept("absttl") {
                isAbsolute = true
            } else if call.remaining > 1, frequency == nil, call.accept("idletime") {
                let seconds = try call.integer()
                guard seconds >= 0 else { throw RedisError("ERR Invalid IDLETIME value, must be >= 0") }
                idle = seconds
            } else if call.remaining > 1, idle == nil, call.accept("freq") {
                guard let count = UInt8(exactly: try call.integer()) else {
                    throw RedisError("ERR Invalid FREQ value, must be >= 0 and <= 255")
                }
                frequency = count
            } else {
                throw .syntax
            }
        }
    }
}

extension Call {
    /// Tells those who follow a RESTORE with the instant of the deadline.
    fileprivate func propagate(restoreUntil deadline: Int64) {
        guard engine.isPropagating else { return }
        var words: [PropagatedWord] = (0..<argumentCount).map { .bytes(argument($0)) }
        words[2] = .number(deadline)
        propagate(words + [.text("ABSTTL")])
    }

    /// The value in a DUMP payload.
    fileprivate func value(in payload: ByteView) throws(RedisError) -> RDBValue {
        guard let bytes = DumpPayload.value(in: payload, skippingChecksum: engine.settings.skipsChecksums)
        else { throw RedisError("ERR DUMP payload version or checksum are wrong") }
        var reader = RDBReader(bytes)
        // Those that turn out to be wrong have been looked at too.
        defer {
            if countsSanitizations { engine.counters.value.payloadSanitizations += reader.sanitizations }
        }
        do throws(CorruptRDB) {
            return try reader.value(settings: engine.settings, seed: engine.hashSeed)
        } catch {
            throw RedisError("ERR Bad data format")
        }
    }

    /// Whether a real server would look at every entry of what this client sends.
    private var countsSanitizations: Bool {
        switch engine.settings.sanitizeDumpPayload {
        case .never: false
        case .always: true
        case .ofClients: client.user.rules.sanitizing != .never
        }
    }

    /// Drops a key in the way of one that is restored; whether there was one.
    fileprivate func makeWay(for key: ByteView) -> Bool {
        guard let entry = live(key) else { return false }
        discard(entry)
        return true
    }
}
