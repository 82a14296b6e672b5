// MAXLEN and MINID with `=`, `~` and LIMIT, as XADD and XTRIM take them, and what else may stand before XADD's ID.

import RESP

/// The options of XADD, its ID included, or those of XTRIM.
struct StreamTrimOptions {
    private(set) var trim: StreamTrim?
    /// The argument that is the threshold.
    private var thresholdIndex = 0
    /// XADD's NOMKSTREAM: nothing is added where there is no stream.
    private(set) var createsStream = true
    /// XADD's ID, unless it is `*`.
    private(set) var id: (id: StreamID, form: StreamID.Form)?
    private var limit: Int64?

    /// Reads XADD's options up to its ID, or all of XTRIM's.
    ///
    /// Error order: from left to right; then LIMIT without a rule, no rule, LIMIT without `~`.
    init(_ call: inout Call, adding: Bool) throws(RedisError) {
        while let word = call.peek() {
            if adding, word.beforeNUL == "*" {
                call.next += 1
                break
            }
            let isLast = call.remaining == 1
            if !isLast, call.accept("maxlen") {
                try readRule(&call) { call throws(RedisError) in .length(try StreamTrimOptions.length(&call))
                }
            } else if !isLast, call.accept("minid") {
                try readRule(&call) { call throws(RedisError) in .id(try StreamID(try call.bytes())) }
            } else if !isLast, call.accept("limit") {
                limit = try call.integer()
                guard limit ?? 0 >= 0 else { throw RedisError("ERR The LIMIT argument must be >= 0.") }
            } else if adding, call.accept("nomkstream") {
                createsStream = false
            } else if adding {
                id = try StreamID.ofNewEntry(try call.bytes())
                break
            } else {
                throw .syntax
            }
        }
        try settleLimit(adding: adding, call.engine.settings)
    }

    private mutating func readRule(
        _ call: inout Call, _ threshold: (inout Call) throws(RedisError) -> StreamTrim.Threshold
    ) throws(RedisError) {
        guard trim == nil else {
            throw .syntaxError("MAXLEN and MINID options at the same time are not compatible")
        }
        var isApproximate = false
        if call.remaining >= 2, let sign = call.peek()?.beforeNUL, sign == "~" || sign == "=" {
            isApproximate = sign == "~"
            call.next += 1
        }
        thresholdIndex = call.next
        trim = StreamTrim(threshold: try threshold(&call), isApproximate: isApproximate)
    }

    /// The words that are told instead of `~` and its threshold: what whole nodes are is every server's own affair.
    ///
    /// - Parameter stream: as it is after it was trimmed.
    func exactTrim(of stream: StreamValue) -> [Int: PropagatedWord] {
        guard let trim, trim.isApproximate else { return [:] }
        let threshold: PropagatedWord =
            switch trim.threshold {
            case .length: .number(Int64(stream.count))
            case .id: .streamID(stream.endID(last: false) ?? .max)
            }
        return [thresholdIndex - 1: .text("="), thresholdIndex: threshold]
    }

    private static func length(_ call: inout Call) throws(RedisError) -> Int64 {
        let length = try call.integer()
        guard length >= 0 else { throw RedisError("ERR The MAXLEN argument must be >= 0.") }
        return length
    }

    private mutating func settleLimit(adding: Bool, _ settings: Settings) throws(RedisError) {
        guard trim != nil || limit ?? 0 == 0 else {
            throw .syntaxError("LIMIT cannot be used without specifying a trimming strategy")
        }
        guard adding || trim != nil else {
            throw .syntaxError("XTRIM must be called with a trimming strategy")
        }
        let isApproximate = trim?.isApproximate ?? false
        guard limit == nil || isApproximate else {
            throw .syntaxError("LIMIT cannot be used without the special ~ option")
        }
        guard isApproximate else { return }
        trim?.limit = limit.map { Int($0) } ?? StreamTrimOptions.usualLimit(settings)
    }

    /// What a hundred nodes hold, within reason.
    private static func usualLimit(_ settings: Settings) -> Int {
        let limit = settings.streamNodeMaxEntries &* 100
        return limit <= 0 ? 10_000 : min(limit, 1_000_000)
    }
}

extension RedisError {
    fileprivate static func syntaxError(_ reason: String) -> RedisError {
        RedisError("ERR syntax error, \(reason)")
    }
}
