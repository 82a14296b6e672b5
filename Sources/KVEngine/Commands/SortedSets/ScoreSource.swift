// What the commands on several sorted sets read: a sorted set, or a set, whose members all count as having a
// score of 1, or nothing where there is no key.

import RESP

/// A value whose members have scores.
enum ScoreSource {
    case none
    case set(SetValue)
    case sortedSet(SortedSetValue)

    var count: Int {
        switch self {
        case .none: 0
        case .set(let set): set.count
        case .sortedSet(let set): set.count
        }
    }

    func score(of member: ByteView) -> Double? {
        switch self {
        case .none: nil
        case .set(let set): set.contains(member) ? 1 : nil
        case .sortedSet(let set): set.score(of: member)
        }
    }

    func contains(_ member: ByteView) -> Bool { score(of: member) != nil }

    /// Hands every member and its score to `body` until it answers false.
    ///
    /// The value must not change meanwhile. A member may be looked up in any value, this one too.
    func walk(_ body: (ByteView, Double) -> Bool) {
        switch self {
        case .none: break
        case .set(let set): set.walk { $0.withBytes { body($0, 1) } }
        case .sortedSet(let set): set.walk(in: 0..<set.count, body)
        }
    }

    /// Hands every member and its score to `body`; the rules are those of `walk`.
    func forEach(_ body: (ByteView, Double) -> Void) {
        walk { member, score in
            body(member, score)
            return true
        }
    }
}

extension Call {
    /// The set or sorted set at a key.
    ///
    /// - Throws: WRONGTYPE when the key holds another type.
    func readScores(_ key: ByteView) throws(RedisError) -> ScoreSource {
        guard let entry = lookup(key) else { return .none }
        switch entry.kind {
        case .sortedSet: return .sortedSet(entry.object(as: SortedSetValue.self))
        case .set: return .set(entry.object(as: SetValue.self))
        case .string, .list, .hash, .stream: throw .wrongType
        }
    }
}
