// Strings and counters.

/// When a value goes.
public enum KVExpiry: Hashable, Sendable {
    /// After so long, to the millisecond.
    case after(Duration)
    /// At an instant, in milliseconds since 1970.
    case at(unixMilliseconds: Int64)
    /// When the value before it would have gone.
    case kept

    var words: [any CommandWord] {
        switch self {
        case .after(let duration): ["PX", duration.wholeMilliseconds]
        case .at(let milliseconds): ["PXAT", milliseconds]
        case .kept: ["KEEPTTL"]
        }
    }
}

/// What must be so for a value to be stored.
public enum KVCondition: String, Hashable, Sendable {
    /// There is nothing at the key.
    case absent = "NX"
    /// There is something at the key.
    case present = "XX"
}

extension Duration {
    /// Whole milliseconds, rounded up: what was to live at all must not be gone at once.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let thousands = seconds.multipliedReportingOverflow(by: 1000)
        guard !thousands.overflow else { return seconds < 0 ? .min : .max }
        let rest = attoseconds / 1_000_000_000_000_000
        return thousands.partialValue + rest + (attoseconds % 1_000_000_000_000_000 > 0 ? 1 : 0)
    }
}

extension KVCommand where Response == KVString? {
    /// The string at a key; nil when there is none (GET).
    public static func get(_ key: KVString) -> Self { string(["GET", key]) }

    /// The string at a key, which is gone after it (GETDEL).
    public static func take(_ key: KVString) -> Self { string(["GETDEL", key]) }

    /// The string at a key, which then lives so long (GETEX).
    public static func get(_ key: KVString, expiringAfterwards expiry: KVExpiry) -> Self {
        string(["GETEX", key] + (expiry == .kept ? [] : expiry.words))
    }

    /// Stores a string, and answers what was there (SET … GET).
    public static func exchange(
        _ key: KVString, for value: any CommandWord, expiring expiry: KVExpiry? = nil
    ) -> Self {
        string(["SET", key, value, "GET"] + (expiry?.words ?? []))
    }

    static func string(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in
            try reply.decodeOptional { value throws(KVError) in try value.decodeString() }
        }
    }
}

extension KVCommand where Response == [KVString?] {
    /// The strings at some keys; nil where there is none (MGET).
    public static func values(of keys: [KVString]) -> Self { strings(["MGET"] + keys) }

    static func strings(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in
            try reply.decodeElements { element throws(KVError) in
                try element.decodeOptional { value throws(KVError) in try value.decodeString() }
            }
        }
    }
}

extension KVCommand where Response == Bool {
    /// Stores a string; whether the condition held (SET).
    ///
    /// A value of before goes whatever it was, and so does its time to live.
    public static func set(
        _ key: KVString, to value: any CommandWord, expiring expiry: KVExpiry? = nil,
        if condition: KVCondition? = nil
    ) -> Self {
        let condition: [any CommandWord] = condition.map { [$0.rawValue] } ?? []
        return yesOrNo(["SET", key, value] + condition + (expiry?.words ?? []))
    }

    static func yesOrNo(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in try reply.decodeBool() }
    }
}

extension KVCommand where Response == Void {
    /// Stores several strings at once (MSET).
    public static func setValues(_ values: [KVString: any CommandWord]) -> Self {
        done(["MSET"] + KVRequest.words(of: values))
    }

    static func done(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in try reply.decodeNothing() }
    }
}

extension KVCommand where Response == Int {
    /// Adds to a counter; what it is then (INCRBY).
    public static func increment(_ key: KVString, by amount: Int = 1) -> Self {
        number(["INCRBY", key, amount])
    }

    /// Appends to a string; its length then (APPEND).
    public static func append(_ value: any CommandWord, to key: KVString) -> Self {
        number(["APPEND", key, value])
    }

    /// The length of a string, in bytes (STRLEN).
    public static func length(of key: KVString) -> Self { number(["STRLEN", key]) }

    static func number(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in try reply.decodeInteger() }
    }
}

extension KVCommand where Response == Double {
    /// Adds to a number with a fraction; what it is then (INCRBYFLOAT).
    public static func increment(_ key: KVString, by amount: Double) -> Self {
        fraction(["INCRBYFLOAT", key, amount])
    }

    static func fraction(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in try reply.decodeDouble() }
    }
}
