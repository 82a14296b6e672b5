// What the blocking commands wait for. Each is, at bottom, a command that does not block and finds nothing yet: the
// same door that serves a client at once serves it later.

import RESP

/// What a client waits for, and what it gets of it.
enum Awaited {
    /// An element of a list (BLPOP, BRPOP).
    case element(ListEnd)
    /// Elements of a list (BLMPOP).
    case elements(ListEnd, upTo: Int64)
    /// An element of a list that goes on to the list at the command's second key (BLMOVE, BRPOPLPUSH).
    case move(from: ListEnd, to: ListEnd)
    /// A member of a sorted set (BZPOPMIN, BZPOPMAX).
    case member(ScoreEnd)
    /// Members of a sorted set (BZMPOP).
    case members(ScoreEnd, upTo: Int64)
    /// Entries of a stream (XREAD, XREADGROUP).
    case entries(StreamWait)
    /// So many replicas that have the stream up to an offset (WAIT).
    case replicas(Int64, having: Int64)
    /// Another server, which is to take keys (MIGRATE).
    case migration(Migration)

    /// The type of the keys that are waited for; nil when it is not for keys.
    var kind: ValueKind? {
        switch self {
        case .element, .elements, .move: .list
        case .member, .members: .sortedSet
        case .entries: .stream
        case .replicas, .migration: nil
        }
    }

    /// Whether Redis counts as a change what a client is given that has waited for it.
    ///
    /// The push that it comes from is counted in any case.
    var countsChanges: Bool {
        switch self {
        case .element, .move: false
        case .elements, .member, .members, .entries, .replicas, .migration: true
        }
    }

    /// Whether the client that has waited is, to those who track, the one that has changed the key.
    var isAuthor: Bool {
        if case .element = self { false } else { true }
    }
}

extension Call {
    /// Answers with what is awaited of a key; false, without an answer, when there is no such key.
    ///
    /// - Throws: WRONGTYPE when the key, or the destination of a move, holds another type.
    func take(_ awaited: Awaited, from key: ByteView) throws(RedisError) -> Bool {
        switch awaited {
        case .element(let end): try popElement(of: key, at: end)
        case .elements(let end, let limit): try popElements(upTo: limit, of: key, at: end, named: true)
        case .move(let from, let to): try moveAwaited(key, from, to)
        case .member(let end): try popMember(of: key, end)
        case .members(let end, let limit): try popMembers(upTo: limit, of: key, end)
        case .entries(let wait): try takeEntries(wait, from: key)
        case .replicas, .migration: false
        }
    }

    /// Answers that the time is up.
    func answerTimeout(of awaited: Awaited) {
        switch awaited {
        case .replicas(_, let offset): reply.integer(Int(engine.replicaCount(having: offset)))
        case .migration: fail(.cannotMigrate)
        case .element, .elements, .move, .member, .members, .entries: reply.nullArray()
        }
    }

    /// Answers a client that may not wait.
    func answerNothing(of awaited: Awaited) {
        if case .move = awaited { reply.null() } else { answerTimeout(of: awaited) }
    }
}
