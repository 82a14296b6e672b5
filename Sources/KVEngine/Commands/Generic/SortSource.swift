// The types of value that SORT takes, behind one interface.

import RESP

/// The elements to be sorted.
enum SortSource {
    case missing
    case list(ListValue)
    case set(SetValue)
    case sortedSet(SortedSetValue)

    /// - Throws: WRONGTYPE for a string or a hash.
    init(_ entry: Entry?) throws(RedisError) {
        guard let entry else {
            self = .missing
            return
        }
        switch entry.kind {
        case .list: self = .list(entry.object(as: ListValue.self))
        case .set: self = .set(entry.object(as: SetValue.self))
        case .sortedSet: self = .sortedSet(entry.object(as: SortedSetValue.self))
        case .string, .hash, .stream: throw .wrongType
        }
    }

    var count: Int {
        switch self {
        case .missing: 0
        case .list(let list): list.count
        case .set(let set): set.count
        case .sortedSet(let set): set.count
        }
    }

    /// Whether the elements have an order of their own, so that a range of them means something.
    var isOrdered: Bool {
        switch self {
        case .missing, .list, .sortedSet: true
        case .set: false
        }
    }

    /// Hands the elements at `places` to `body`, counted from the last one backwards when reversed.
    ///
    /// A set, which has no places, hands over all it has.
    func forEach(in places: Range<Int>, reversed: Bool, _ body: (ByteView) -> Void) {
        let mirrored = reversed ? count - places.upperBound..<count - places.lowerBound : places
        switch self {
        case .missing: break
        case .list(let list): list.elements.forEach(in: mirrored, reversed: reversed, body)
        case .set(let set): set.forEach(body)
        case .sortedSet(let set): set.forEach(in: mirrored, reversed: reversed) { member, _ in body(member) }
        }
    }
}
