// Keys of any type.

/// How long a key has still to live.
public enum KVLifetime: Hashable, Sendable {
    /// There is no such key.
    case missing
    /// It stays.
    case unlimited
    /// So long.
    case limited(Duration)
}

/// A part of the keys, or of the members of a collection.
public struct KVPage<Element: Sendable>: Sendable {
    /// Where to go on; `0` when that was all. It is to be given back as it came.
    public let cursor: KVString
    /// What was found; none does not mean that there are no more.
    public let elements: [Element]
}

extension KVPage {
    /// Whether there are no more.
    public var isLast: Bool { cursor == "0" }

    init(_ reply: Reply, _ decode: (Reply) throws(KVError) -> [Element]) throws(KVError) {
        let parts = try reply.decodeElements()
        guard parts.count == 2 else { throw KVError(.unexpectedReply, "the reply is no page") }
        // A number in a REST answer.
        if case .integer(let number) = parts[0] {
            cursor = KVString(String(number))
        } else {
            cursor = try parts[0].decodeString()
        }
        elements = try decode(parts[1])
    }
}

extension KVCommand where Response == Int {
    /// Deletes keys; how many there were (DEL).
    public static func delete(_ keys: KVString...) -> Self { delete(keys) }

    /// Deletes keys; how many there were (DEL).
    public static func delete(_ keys: [KVString]) -> Self { number(["DEL"] + keys) }

    /// Deletes keys, leaving the work of freeing large ones for later; how many there were (UNLINK).
    public static func unlink(_ keys: [KVString]) -> Self { number(["UNLINK"] + keys) }

    /// How many of the keys there are (EXISTS).
    public static func count(of keys: [KVString]) -> Self { number(["EXISTS"] + keys) }

    /// How many keys there are altogether (DBSIZE).
    public static var keyCount: Self { number(["DBSIZE"]) }
}

extension KVCommand where Response == Bool {
    /// Whether there is a key (EXISTS).
    public static func exists(_ key: KVString) -> Self { yesOrNo(["EXISTS", key]) }

    /// Has a key go after so long; false when there is none, or the condition does not hold (PEXPIRE).
    public static func expire(
        _ key: KVString, after lifetime: Duration, if condition: KVExpiryCondition? = nil
    ) -> Self {
        let words: [any CommandWord] = ["PEXPIRE", key, lifetime.wholeMilliseconds]
        return yesOrNo(words + (condition.map { [$0.rawValue] } ?? []))
    }

    /// Has a key stay; false when there is none, or it stayed anyway (PERSIST).
    public static func persist(_ key: KVString) -> Self { yesOrNo(["PERSIST", key]) }
}

/// What must be so for a lifetime to be set; servers know it from Redis 7.0 on.
public enum KVExpiryCondition: String, Hashable, Sendable {
    /// The key stays so far.
    case unlimited = "NX"
    /// The key goes some time already.
    case limited = "XX"
    /// It would go later than now.
    case longer = "GT"
    /// It would go earlier than now.
    case shorter = "LT"
}

extension KVCommand where Response == KVLifetime {
    /// How long a key has still to live (PTTL).
    public static func lifetime(of key: KVString) -> Self {
        Self(["PTTL", key]) { reply throws(KVError) in
            switch try reply.decodeInteger() {
            case -2: .missing
            case ..<0: .unlimited
            case let milliseconds: .limited(.milliseconds(milliseconds))
            }
        }
    }
}

extension KVCommand where Response == Void {
    /// Gives a key another name, over whatever has it (RENAME).
    public static func rename(_ key: KVString, to name: KVString) -> Self { done(["RENAME", key, name]) }
}

extension KVCommand where Response == KVString {
    /// What is at a key: `string`, `list`, `set`, `zset`, `hash`, `stream` or `none` (TYPE).
    public static func type(of key: KVString) -> Self {
        Self(["TYPE", key]) { reply throws(KVError) in try reply.decodeString() }
    }
}

extension KVCommand where Response == KVPage<KVString> {
    /// A part of the keys (SCAN). A key may come twice; one that is there all the while is not left out.
    ///
    /// - Parameters:
    ///   - cursor: `0` to begin with, then as the page before has it.
    ///   - pattern: a glob pattern that the keys match; all keys when nil.
    ///   - count: how much work one call may do.
    public static func scan(
        from cursor: KVString = "0", matching pattern: KVString? = nil, count: Int? = nil
    ) -> Self {
        var words: [any CommandWord] = ["SCAN", cursor]
        if let pattern { words += ["MATCH", pattern] }
        if let count { words += ["COUNT", count] }
        return Self(words) { reply throws(KVError) in
            try KVPage(reply) { keys throws(KVError) in
                try keys.decodeElements { key throws(KVError) in try key.decodeString() }
            }
        }
    }
}
