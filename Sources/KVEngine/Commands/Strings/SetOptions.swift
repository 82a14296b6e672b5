// The options of SET and GETEX. Both say when the key is to go in the same words, and both take one of them: a
// word may be repeated (the last one counts), but not joined by another.

import RESP

/// What becomes of a key's deadline, as an option says it.
enum Expiry {
    /// How a time is counted.
    enum Unit {
        case seconds
        case milliseconds
        case unixSeconds
        case unixMilliseconds

        fileprivate var isSeconds: Bool { self == .seconds || self == .unixSeconds }
        /// Whether the time is a point in time and not a span from now on.
        fileprivate var isAbsolute: Bool { self == .unixSeconds || self == .unixMilliseconds }
    }

    /// No option was given.
    case unsaid
    /// KEEPTTL.
    case keep
    /// PERSIST.
    case persist
    /// EX, PX, EXAT or PXAT with its number, not yet looked at.
    case time(ByteView, Unit)

    /// What storing a value does to the deadline.
    ///
    /// - Throws: when the number is none, is not positive or leaves the range of the clock.
    func deadline(in call: borrowing Call) throws(RedisError) -> DeadlineChange {
        switch self {
        case .unsaid, .persist: return .clear
        case .keep: return .keep
        case .time(let text, let unit):
            guard let number = IntegerText.parse(text) else { throw .notAnInteger }
            let (span, tooLong) = number.multipliedReportingOverflow(by: unit.isSeconds ? 1000 : 1)
            let (deadline, tooLate) = span.addingReportingOverflow(unit.isAbsolute ? 0 : call.now)
            guard number > 0, !tooLong, !tooLate else { throw .invalidExpire(in: call.commandName) }
            return .set(deadline)
        }
    }

    /// Reads an option word with its number, when the next argument is one.
    ///
    /// - Returns: nil when it is another word; nothing is read then.
    /// - Throws: a syntax error when the word conflicts with this one or its number is missing.
    func reading(_ call: inout Call) throws(RedisError) -> Expiry? {
        let unit: Unit
        if call.accept("ex") {
            unit = .seconds
        } else if call.accept("px") {
            unit = .milliseconds
        } else if call.accept("exat") {
            unit = .unixSeconds
        } else if call.accept("pxat") {
            unit = .unixMilliseconds
        } else {
            return nil
        }
        switch self {
        case .time(_, let earlier) where earlier != unit: throw .syntax
        case .keep, .persist: throw .syntax
        case .unsaid, .time: return .time(try call.bytes(), unit)
        }
    }
}

/// The options of SET.
struct SetOptions {
    private(set) var expiry = Expiry.unsaid
    /// XX: true, NX: false; nil when neither is given.
    private(set) var mustExist: Bool?
    /// GET.
    private(set) var returnsOld = false

    /// - Throws: a syntax error for a word that is unknown or conflicts with another.
    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            if call.accept("nx") {
                if mustExist == true { throw .syntax }
                mustExist = false
            } else if call.accept("xx") {
                if mustExist == false { throw .syntax }
                mustExist = true
            } else if call.accept("get") {
                returnsOld = true
            } else if call.accept("keepttl") {
                if case .time = expiry { throw .syntax }
                expiry = .keep
            } else if let read = try expiry.reading(&call) {
                expiry = read
            } else {
                throw .syntax
            }
        }
    }
}

extension Expiry {
    /// The options of GETEX.
    ///
    /// - Throws: a syntax error for a word that is unknown or conflicts with another.
    static func ofGetex(_ call: inout Call) throws(RedisError) -> Expiry {
        var expiry = Expiry.unsaid
        while call.remaining > 0 {
            if call.accept("persist") {
                if case .time = expiry { throw .syntax }
                expiry = .persist
            } else if let read = try expiry.reading(&call) {
                expiry = read
            } else {
                throw .syntax
            }
        }
        return expiry
    }
}
