// EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT: gives a key a deadline. One that has passed deletes the key at once.

import RESP

extension Command {
    /// Sets a key's time to live in seconds.
    static let expire = Command(
        "expire", arity: -3, [.write, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .generic, since: "1.0.0", "Sets a key's time to live in seconds.", complexity: "O(1)",
            history: expireHistory, syntax: "key seconds:integer [condition:(NX|XX|GT|LT)@7.0.0]")
    ) { call throws(RedisError) in try expire(&call, unit: 1000, from: call.now) }

    /// Sets a key's time to live in milliseconds.
    static let pexpire = Command(
        "pexpire", arity: -3, [.write, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .generic, since: "2.6.0", "Sets a key's time to live in milliseconds.", complexity: "O(1)",
            history: expireHistory, syntax: "key milliseconds:integer [condition:(NX|XX|GT|LT)@7.0.0]")
    ) { call throws(RedisError) in try expire(&call, unit: 1, from: call.now) }

    /// Sets a key's deadline in Unix seconds.
    static let expireat = Command(
        "expireat", arity: -3, [.write, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .generic, since: "1.2.0", "Sets the Unix time in seconds at which a key goes.",
            complexity: "O(1)", history: expireHistory,
            syntax: "key unix-time-seconds:unix-time [condition:(NX|XX|GT|LT)@7.0.0]")
    ) { call throws(RedisError) in try expire(&call, unit: 1000, from: 0) }

    /// Sets a key's deadline in Unix milliseconds.
    static let pexpireat = Command(
        "pexpireat", arity: -3, [.write, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .generic, since: "2.6.0", "Sets the Unix time in milliseconds at which a key goes.",
            complexity: "O(1)", history: expireHistory,
            syntax: "key unix-time-milliseconds:unix-time [condition:(NX|XX|GT|LT)@7.0.0]")
    ) { call throws(RedisError) in try expire(&call, unit: 1, from: 0) }

    private static var expireHistory: KeyValuePairs<StaticString, StaticString> {
        ["7.0.0": "Options NX, XX, GT, LT."]
    }

    /// Error order: the options and their conflicts, the number, its range; then the key is looked at.
    ///
    /// - Parameters:
    ///   - unit: milliseconds a unit of the time given.
    ///   - base: the instant the time given counts from, in Unix milliseconds.
    private static func expire(_ call: inout Call, unit: Int64, from base: Int64) throws(RedisError) {
        let (key, time) = (try call.key(), try call.bytes())
        let condition = try ExpireCondition(&call)
        guard let amount = IntegerText.parse(time) else { throw .notAnInteger }
        guard let deadline = deadline(amount, unit: unit, from: base) else {
            throw .invalidExpire(in: call.commandName)
        }
        guard let entry = call.lookupForWriting(key),
            condition.allows(deadline, instead: call.database.deadline(of: entry))
        else { return call.reply.integer(0) }
        if call.expire(entry, at: deadline) {
            call.propagate(replacing: [0: .text("PEXPIREAT"), 2: .number(deadline)])
        } else {
            call.propagateDeletion(of: key, .expiry)
        }
        call.reply.integer(1)
    }

    /// The deadline in Unix milliseconds; nil past the range of the clock.
    private static func deadline(_ amount: Int64, unit: Int64, from base: Int64) -> Int64? {
        let (milliseconds, isTooLong) = amount.multipliedReportingOverflow(by: unit)
        let (deadline, isTooLate) = milliseconds.addingReportingOverflow(base)
        return isTooLong || isTooLate ? nil : deadline
    }
}

/// NX, XX, GT and LT: when a deadline may be set.
private struct ExpireCondition {
    /// Only on a key without a deadline.
    private var isNew = false
    /// Only on a key with a deadline.
    private var isChange = false
    /// Only later than the present one; no deadline is later than any.
    private var isLater = false
    /// Only earlier than the present one.
    private var isEarlier = false

    init(_ call: inout Call) throws(RedisError) {
        while let word = call.peek() {
            if call.accept("nx") {
                isNew = true
            } else if call.accept("xx") {
                isChange = true
            } else if call.accept("gt") {
                isLater = true
            } else if call.accept("lt") {
                isEarlier = true
            } else {
                throw .quoting("ERR Unsupported option ", word, "", limit: .max)
            }
        }
        if isNew, isChange || isLater || isEarlier {
            throw RedisError("ERR NX and XX, GT or LT options at the same time are not compatible")
        }
        if isLater, isEarlier {
            throw RedisError("ERR GT and LT options at the same time are not compatible")
        }
    }

    func allows(_ deadline: Int64, instead present: Int64?) -> Bool {
        guard let present else { return !isChange && !isLater }
        if isNew { return false }
        if isLater { return deadline > present }
        if isEarlier { return deadline < present }
        return true
    }
}
