// XAUTOCLAIM: pending entries that another consumer takes over, whichever have waited for long enough, by a scan.

import RESP

extension Command {
    /// Error order: the idle time, the start, the options; then the key's type and the group.
    static let xautoclaim = Command(
        "xautoclaim", arity: -6, [.write, .fast], keys: .first([.rw, .delete]),
        tips: ["nondeterministic_output"],
        docs: Docs(
            .stream, since: "6.2.0", "Gives pending entries that nobody acknowledges to another consumer.",
            complexity: "O(1) where COUNT is small", history: ["7.0.0": "The entries that are gone."],
            syntax: "key group consumer min-idle-time start [COUNT count:integer] [JUSTID]")
    ) { call throws(RedisError) in
        let (key, name, consumer) = (try call.key(), try call.bytes(), try call.bytes())
        // Redis looks the key up first, and at what it holds last.
        let entry = call.lookup(key)
        let options = try AutoClaimOptions(&call)
        guard let entry else { throw .noGroup(name, at: key) }
        guard entry.kind == .stream else { throw .wrongType }
        guard let group = entry.object(as: StreamValue.self).groups[[UInt8](name)] else {
            throw .noGroup(name, at: key)
        }
        guard options.count <= AutoClaimOptions.mostInMemory else { throw .countTooHigh }
        let claim = StreamClaim([UInt8](consumer), key, group, options.terms)
        try call.edit(entry, as: StreamValue.self) { stream throws(RedisError) in
            call.claimAll(of: stream, claim, options)
        }
    }
}

/// XAUTOCLAIM's arguments from the idle time on.
private struct AutoClaimOptions {
    var terms: ClaimTerms
    let start: StreamID
    /// The most entries that are answered with.
    var count: Int64 = 100

    /// The IDs of more entries no machine has room for.
    static let mostInMemory: Int64 = 1 << 40
    /// Entries looked at for each that is answered with.
    static let attempts: Int64 = 10

    init(_ call: inout Call) throws(RedisError) {
        terms = ClaimTerms(deliveredAt: call.now)
        let idle = try call.integer(or: RedisError("ERR Invalid min-idle-time argument for XAUTOCLAIM"))
        terms.minimumIdle = max(idle, 0)
        start = try StreamInterval.lower(try call.bytes())
        while call.remaining > 0 {
            if call.remaining > 1, call.accept("count") {
                count = try call.positive(or: .claimCount)
                guard count <= Int64.max / 16 else { throw .claimCount }
            } else if call.accept("justid") {
                terms.onlyIDs = true
            } else {
                throw .syntax
            }
        }
    }
}

extension Call {
    /// Takes entries over from a start on, and answers with where to go on, with them, and with those that are gone.
    fileprivate func claimAll(of stream: StreamValue, _ claim: StreamClaim, _ options: AutoClaimOptions) {
        var (claim, attempts) = (claim, options.count * AutoClaimOptions.attempts)
        var cursor: StreamID? = options.start
        while attempts > 0, claim.changes < options.count, let start = cursor {
            guard let (id, _) = claim.group.pending.first(from: start) else {
                cursor = nil
                break
            }
            self.claim(id, of: stream, &claim)
            attempts -= 1
            cursor = id.next
        }
        engine.counters.value.dirty &+= claim.changes
        propagateNothingElse()
        reply.array(3)
        reply.bulk(cursor.flatMap { claim.group.pending.first(from: $0)?.id } ?? .zero)
        reply.claimed(claim, of: stream)
        reply.array(claim.missing.count)
        for id in claim.missing { reply.bulk(id) }
    }
}

extension RedisError {
    fileprivate static var claimCount: RedisError { RedisError("ERR COUNT must be > 0") }

    fileprivate static var countTooHigh: RedisError {
        RedisError("ERR Insufficient memory, failed allocating transient memory, COUNT too high.")
    }
}
