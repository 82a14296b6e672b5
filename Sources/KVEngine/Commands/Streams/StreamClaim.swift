// XCLAIM: pending entries that another consumer takes over, by their IDs.

import RESP

extension Command {
    /// Error order: the key's type, the group, the idle time, then the IDs up to the first word that is none, which
    /// begins the options.
    static let xclaim = Command(
        "xclaim", arity: -6, [.write, .fast], keys: .first([.rw, .update]), tips: ["nondeterministic_output"],
        docs: Docs(
            .stream, since: "5.0.0",
            "Gives pending entries to another consumer, as if it had been given them.",
            complexity: "O(log N) for N entries that are pending",
            syntax: """
                key group consumer min-idle-time id... [IDLE ms:integer] \
                [TIME unix-time-milliseconds:unix-time] [RETRYCOUNT count:integer] [FORCE] [JUSTID] [LASTID id]
                """)
    ) { call throws(RedisError) in
        let (key, name, consumer) = (try call.key(), try call.bytes(), try call.bytes())
        guard let (entry, group) = try call.groupForReading(name, at: key) else {
            throw .noGroup(name, at: key)
        }
        let options = try ClaimOptions(&call)
        let movesOn = options.lastID > group.lastID
        if movesOn { group.lastID = options.lastID }
        let claim = try call.edit(entry, as: StreamValue.self) { stream throws(RedisError) in
            var claim = StreamClaim([UInt8](consumer), key, group, options.terms)
            for id in options.ids { call.claim(id, of: stream, &claim, isForced: options.isForced) }
            call.reply.claimed(claim, of: stream)
            return claim
        }
        if movesOn, claim.changes == 0 {
            call.propagate(progressOf: group, at: key)
            call.engine.counters.value.dirty &+= 1
        }
        call.engine.counters.value.dirty &+= claim.changes
        call.propagateNothingElse()
    }
}

/// What a consumer takes over entries on.
struct ClaimTerms {
    /// Milliseconds since the last delivery, at the least; 0 asks for none.
    var minimumIdle: Int64 = 0
    /// When the entries are taken to have been delivered, in Unix milliseconds.
    var deliveredAt: Int64
    /// How often they are taken to have been delivered; nil for once more.
    var deliveries: Int64?
    /// Whether only IDs are answered, and no delivery is counted.
    var onlyIDs = false
}

/// Entries that a consumer takes over.
struct StreamClaim {
    fileprivate let name: [UInt8]
    fileprivate let key: ByteView
    let group: StreamGroup
    let terms: ClaimTerms
    /// The consumer, once there is something for it.
    fileprivate var consumer: StreamConsumer?
    fileprivate(set) var claimed: [StreamID] = []
    /// Entries that were pending though they are gone.
    fileprivate(set) var missing: [StreamID] = []

    init(_ name: [UInt8], _ key: ByteView, _ group: StreamGroup, _ terms: ClaimTerms) {
        (self.name, self.key, self.group, self.terms) = (name, key, group, terms)
    }

    /// How many pending entries are no longer what they were.
    var changes: Int { claimed.count + missing.count }
}

extension Call {
    /// The group of a stream, with the entry of its key, looked up as for reading; nil when there is none.
    func groupForReading(
        _ name: ByteView, at key: ByteView
    ) throws(RedisError) -> (Entry, StreamGroup)? {
        guard let entry = lookup(key) else { return nil }
        guard entry.kind == .stream else { throw .wrongType }
        return entry.object(as: StreamValue.self).groups[[UInt8](name)].map { (entry, $0) }
    }

    /// Lets a consumer take an entry over, if it is there and has been pending for long enough. One that is gone is no
    /// longer pending; one that is not pending is only taken by force.
    func claim(
        _ id: StreamID, of stream: StreamValue, _ claim: inout StreamClaim, isForced: Bool = false
    ) {
        let pending = claim.group.pending[id]
        guard stream.contains(id) else {
            guard let pending else { return }
            propagate(pending, of: id, in: claim.group, at: claim.key)
            claim.group.removePending(id)
            return claim.missing.append(id)
        }
        guard pending != nil || isForced else { return }
        let terms = claim.terms
        if let pending, terms.minimumIdle > 0, now &- pending.deliveredAt < terms.minimumIdle { return }
        let consumer = claim.consumer ?? consumer(claim.name, of: claim.group, claim.key)
        claim.consumer = consumer
        let deliveries = terms.deliveries ?? (pending?.deliveries ?? 1) &+ (terms.onlyIDs ? 0 : 1)
        let taken = PendingEntry(
            consumer: consumer, deliveredAt: terms.deliveredAt, deliveries: deliveries)
        claim.group.setPending(id, taken)
        propagate(taken, of: id, in: claim.group, at: claim.key)
        claim.claimed.append(id)
    }
}

extension ReplyWriter {
    /// The entries that were taken over, or their IDs.
    func claimed(_ claim: StreamClaim, of stream: StreamValue) {
        array(claim.claimed.count)
        for id in claim.claimed {
            if claim.terms.onlyIDs { bulk(id) } else { _ = entry(of: stream, id) }
        }
    }
}

/// XCLAIM's arguments from the idle time on.
private struct ClaimOptions {
    var terms: ClaimTerms
    var ids: [StreamID] = []
    var isForced = false
    /// The group has been given entries up to this one, at the least.
    var lastID = StreamID.zero

    init(_ call: inout Call) throws(RedisError) {
        terms = ClaimTerms(deliveredAt: call.now)
        terms.minimumIdle = max(try call.integer(or: .invalidClaim("min-idle-time")), 0)
        while let word = call.peek(), let id = StreamID.parse(word) {
            ids.append(id)
            call.next += 1
        }
        while call.remaining > 0 { try readOption(&call) }
        // Clocks differ: what is not between the beginning of time and now is taken for now.
        if !(0...call.now ~= terms.deliveredAt) { terms.deliveredAt = call.now }
        if let deliveries = terms.deliveries, deliveries < 0 { terms.deliveries = nil }
    }

    private mutating func readOption(_ call: inout Call) throws(RedisError) {
        let isLast = call.remaining == 1
        if call.accept("force") {
            isForced = true
        } else if call.accept("justid") {
            terms.onlyIDs = true
        } else if !isLast, call.accept("idle") {
            terms.deliveredAt = call.now &- (try call.integer(or: .invalidClaim("IDLE option")))
        } else if !isLast, call.accept("time") {
            terms.deliveredAt = try call.integer(or: .invalidClaim("TIME option"))
        } else if !isLast, call.accept("retrycount") {
            terms.deliveries = try call.integer(or: .invalidClaim("RETRYCOUNT option"))
        } else if !isLast, call.accept("lastid") {
            lastID = try StreamID(try call.bytes())
        } else {
            throw .quoting("ERR Unrecognized XCLAIM option '", try call.bytes(), "'", limit: .max)
        }
    }
}

extension RedisError {
    fileprivate static func invalidClaim(_ argument: String) -> RedisError {
        RedisError("ERR Invalid \(argument) argument for XCLAIM")
    }
}
