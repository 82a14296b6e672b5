// Reading a value: one of the forms that Redis 7.0 reads, its own and those of older servers. It becomes what the
// commands of this server would have made, and takes the encoding that a real server gives what it reads: flat forms
// are judged by their number of elements alone, however long these are.

import RESP

/// A value that was read.
enum RDBValue {
    case string(RDBString)
    case object(StoredObject)
}

extension RDBReader {
    /// Reads a value; an empty collection is not one.
    ///
    /// - Complexity: O(n) in its bytes, and in its elements; O(n log n) for a sorted set.
    mutating func value(settings: Settings, seed: HashSeed) throws(CorruptRDB) -> RDBValue {
        try value(of: try byte(), settings: settings, seed: seed)
    }

    /// Reads a value, whose type has been read.
    mutating func value(
        of code: UInt8, settings: Settings, seed: HashSeed
    ) throws(CorruptRDB) -> RDBValue {
        guard let type = RDBType(rawValue: code) else { throw CorruptRDB("Unknown RDB type.") }
        let object: StoredObject
        switch type {
        case .string: return .string(try string())
        case .list, .listZiplist, .listQuicklist, .listQuicklist2:
            object = try list(type, ListValue(settings: settings, seed: seed))
        case .set: object = try set(SetValue(settings: settings, seed: seed))
        case .setIntset: object = SetValue(taking: try integers(), settings: settings, seed: seed)
        case .sortedSet, .sortedSet2:
            object = SortedSetValue(taking: try scores(type, seed), settings: settings, seed: seed)
        case .sortedSetZiplist, .sortedSetListpack:
            object = SortedSetValue(
                taking: try flatScores(type, seed), anyLength: true, settings: settings, seed: seed)
        case .stream, .stream2:
            // A stream without entries is one all the same.
            return .object(try stream(type, settings: settings, seed: seed))
        case .hash: object = try hash(HashValue(settings: settings, seed: seed))
        case .hashZipmap:
            let (fields, longest) = try zipmap(seed)
            object = HashValue(taking: fields, longest: longest, settings: settings, seed: seed)
        case .hashZiplist, .hashListpack:
            object = HashValue(taking: try flatFields(type, seed), settings: settings, seed: seed)
        }
        guard object.count > 0 else { throw CorruptRDB("Empty key.") }
        return .object(object)
    }

    // MARK: Lists

    private mutating func list(_ type: RDBType, _ list: ListValue) throws(CorruptRDB) -> ListValue {
        let push = { (element: RDBString) in element.withBytes { list.push($0, at: .right) } }
        if type == .listZiplist {
            try flat(type, push)
            return list
        }
        for _ in 0..<(try length()) {
            if type == .list {
                push(try string())
            } else if type == .listQuicklist2, try isPlainNode() {
                let element = try string()
                guard element.withBytes({ !$0.isEmpty }) else { throw CorruptRDB("Empty list node.") }
                push(element)
            } else {
                try flat(type, push)
            }
        }
        return list
    }

    private mutating func isPlainNode() throws(CorruptRDB) -> Bool {
        let container = try length()
        guard container == RDBListNode.plain || container == RDBListNode.packed else {
            throw CorruptRDB("Quicklist integrity check failed.")
        }
        return container == RDBListNode.plain
    }

    /// Hands every element of a flat list to `body`.
    private mutating func flat(
        _ type: RDBType, _ body: (RDBString) throws(CorruptRDB) -> Void
    ) throws(CorruptRDB) {
        let encoded = try string()
        switch type {
        case .listZiplist, .listQuicklist, .hashZiplist, .sortedSetZiplist:
            try encoded.withBytes { list throws(CorruptRDB) in try Ziplist.forEach(in: list, body) }
        default:
            sanitizations += 1
            try encoded.withBytes { pack throws(CorruptRDB) in try Listpack.forEach(in: pack, body) }
        }
    }

    // MARK: Sets

    private mutating func set(_ set: SetValue) throws(CorruptRDB) -> SetValue {
        for _ in 0..<(try length()) {
            guard try string().withBytes({ set.insert($0) }) else {
                throw CorruptRDB("Duplicate set members detected")
            }
        }
        return set
    }

    /// Reads an intset: the bytes of an integer (4), the number of integers (4), and the integers, ascending.
    private mutating func integers() throws(CorruptRDB) -> IntegerSet {
        let encoded = try string()
        sanitizations += 1
        return try encoded.withBytes { bytes throws(CorruptRDB) in
            var reader = RDBReader(bytes)
            let (width, count) = (Int(try reader.unsigned(bytes: 4)), Int(try reader.unsigned(bytes: 4)))
            guard width == 2 || width == 4 || width == 8, count > 0, reader.remaining == width * count else {
                throw CorruptRDB("Intset integrity check failed.")
            }
            let integers = IntegerSet()
            var last: Int64?
            for _ in 0..<count {
                let integer = try reader.signed(bytes: width)
                if let last, integer <= last { throw CorruptRDB("Intset integrity check failed.") }
                integers.insert(integer)
                last = integer
            }
            return integers
        }
    }

    // MARK: Hashes

    private mutating func hash(_ hash: HashValue) throws(CorruptRDB) -> HashValue {
        for _ in 0..<(try length()) {
            let (field, value) = (try string(), try string())
            let isNew = field.withBytes { field in value.withBytes { hash.set(field, to: $0) } }
            guard isNew else { throw CorruptRDB("Duplicate hash fields detected") }
        }
        return hash
    }

    private mutating func flatFields(_ type: RDBType, _ seed: HashSeed) throws(CorruptRDB) -> PackedList {
        let (fields, seen) = (PackedList(), HashTable<MemberNode>(seed: seed))
        try flat(type) { element throws(CorruptRDB) in
            let isNew = element.withBytes { element in
                defer { fields.append(element) }
                return fields.count.isMultiple(of: 2) ? seen.add(element) : true
            }
            guard isNew else { throw CorruptRDB("Hash with dup elements") }
        }
        guard fields.count.isMultiple(of: 2) else { throw CorruptRDB("A field has no value.") }
        return fields
    }

    /// Reads a zipmap's fields and values; how long the longest of them is.
    private mutating func zipmap(_ seed: HashSeed) throws(CorruptRDB) -> (fields: PackedList, longest: Int) {
        let (fields, seen) = (PackedList(), HashTable<MemberNode>(seed: seed))
        var longest = 0
        try string().withBytes { map throws(CorruptRDB) in
            try Zipmap.forEach(in: map) { field, value throws(CorruptRDB) in
                guard seen.add(field) else { throw CorruptRDB("Hash zipmap with dup elements") }
                fields.append(field)
                fields.append(value)
                longest = max(longest, field.count, value.count)
            }
        }
        return (fields, longest)
    }

    // MARK: Sorted sets

    private mutating func scores(
        _ type: RDBType, _ seed: HashSeed
    ) throws(CorruptRDB) -> HashTable<ScoredNode> {
        let table = HashTable<ScoredNode>(seed: seed)
        for _ in 0..<(try length()) {
            let member = try string()
            let score = type == .sortedSet ? try spelledScore() : try double()
            try member.withBytes { member throws(CorruptRDB) in try table.add(member, score) }
        }
        return table
    }

    /// Reads a score as text, behind its length in one byte; three lengths stand for what is not finite.
    private mutating func spelledScore() throws(CorruptRDB) -> Double {
        let length = try byte()
        switch length {
        case 255: return -.infinity
        case 254: return .infinity
        case 253: return .nan
        default: return DoubleText.parseLoosely(try take(Int(length))) ?? .nan
        }
    }

    private mutating func flatScores(
        _ type: RDBType, _ seed: HashSeed
    ) throws(CorruptRDB) -> HashTable<ScoredNode> {
        let table = HashTable<ScoredNode>(seed: seed)
        var member: RDBString?
        try flat(type) { element throws(CorruptRDB) in
            guard let scored = member else {
                member = element
                return
            }
            member = nil
            let score = element.withBytes { DoubleText.parseLoosely($0) } ?? .nan
            try scored.withBytes { member throws(CorruptRDB) in try table.add(member, score) }
        }
        guard member == nil else { throw CorruptRDB("A member has no score.") }
        return table
    }
}

extension HashTable<MemberNode> {
    /// Adds a member; false if it was there.
    fileprivate func add(_ member: ByteView) -> Bool {
        findOrInsert(member) { MemberNode.make(member) }.inserted
    }
}

extension HashTable<ScoredNode> {
    /// Adds a member that is not there, with a score that is a number.
    fileprivate func add(_ member: ByteView, _ score: Double) throws(CorruptRDB) {
        guard !score.isNaN else { throw CorruptRDB("Zset with NAN score detected") }
        guard findOrInsert(member, make: { ScoredNode.make(member: member, score: score) }).inserted else {
            throw CorruptRDB("Duplicate zset fields detected")
        }
    }
}

extension Entry {
    /// Allocates an entry that holds what was read; a string that is a number is kept as one.
    static func make(key: ByteView, holding value: RDBValue) -> Entry {
        switch value {
        case .string(.integer(let integer)): return Entry.make(key: key).holding(integer)
        case .string(let string): return string.withBytes { Entry.make(key: key, string: $0) }
        case .object(let object):
            let entry = Entry.make(key: key)
            entry.setObject(object)
            return entry
        }
    }
}
