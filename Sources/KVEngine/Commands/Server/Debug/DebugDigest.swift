// DEBUG DIGEST and DIGEST-VALUE: a number that two servers agree on when their data are the same, whatever the
// order in which it came and the encoding it is kept in. The rules are Redis's, so the digests are too.

import RESP

extension DebugOperation {
    /// The digest of every database; that of an empty server is zero.
    static let digest = DebugOperation(
        "digest", 0...0, "DIGEST", "A checksum of all data, the same for the same data."
    ) { call throws(RedisError) in
        var digest = DataDigest()
        for (index, database) in call.engine.databases.used where database.count > 0 {
            UInt32(index).bigEndianBytes.withByteView { digest.append($0) }
            database.keys.forEach { entry in digest.insert(DataDigest(keyOf: entry)) }
        }
        call.reply.simple(digest.hexadecimal)
    }

    /// The digest of each value; that of a missing key is zero. A key past its deadline counts while it is there.
    static let digestValue = DebugOperation(
        "digest-value", 0...Int.max, "DIGEST-VALUE <key> [<key> ...]", "A checksum of each key's value."
    ) { call throws(RedisError) in
        call.reply.array(call.remaining)
        while call.remaining > 0 {
            var digest = DataDigest()
            if let entry = call.database.keys.find(try call.key()) { digest.append(valueOf: entry) }
            call.reply.simple(digest.hexadecimal)
        }
    }
}

/// A checksum being made of data, some of it in order and some in none.
private struct DataDigest {
    private var words = SIMD8<UInt32>(repeating: 0)

    init() {}

    /// The digest of a key with its value.
    init(keyOf entry: Entry) {
        append(entry.key)
        append(valueOf: entry)
    }

    private var bytes: [UInt8] { (0..<SHA1.wordCount).flatMap { words[$0].bigEndianBytes } }

    /// Forty digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    // MARK: Bytes

    /// Takes in something whose place among the others means nothing: a member of a set.
    mutating func insert(_ bytes: ByteView) {
        let hash = SHA1(bytes)
        for index in 0..<SHA1.wordCount { words[index] ^= hash[index] }
    }

    /// Takes in something that has its place after what was there: an element of a list.
    mutating func append(_ bytes: ByteView) {
        insert(bytes)
        let hash = self.bytes.withByteView { SHA1($0) }
        for index in 0..<SHA1.wordCount { words[index] = hash[index] }
    }

    /// Takes in what is digested already and has no place.
    mutating func insert(_ other: DataDigest) { other.bytes.withByteView { insert($0) } }

    // MARK: Values

    /// Takes in a value, with its type and whether it expires, though not when.
    mutating func append(valueOf entry: Entry) {
        entry.kind.digestCode.bigEndianBytes.withByteView { append($0) }
        switch entry.kind {
        case .string: StringValue(entry: entry).withBytes { append($0) }
        case .list: entry.object(as: ListValue.self).forEach { append($0) }
        case .set: entry.object(as: SetValue.self).forEach { insert($0) }
        case .sortedSet:
            entry.object(as: SortedSetValue.self).forEach { member, score in
                DoubleText.withSpelling(of: score) { insert(pair: member, $0) }
            }
        case .hash: entry.object(as: HashValue.self).forEach { insert(pair: $0.field, $0.value) }
        case .stream: append(entry.object(as: StreamValue.self))
        }
        if entry.expires { insert(ByteView("!!expire!!")) }
    }

    /// Takes in a stream's entries, but not its groups.
    private mutating func append(_ stream: StreamValue) {
        stream.forEach { entry in
            let id = "\(entry.id.milliseconds).\(entry.id.sequence)"
            id.withByteView { append($0) }
            entry.forEach { field, value in
                append(field)
                append(value)
            }
            return true
        }
    }

    private mutating func insert(pair first: ByteView, _ second: ByteView) {
        var pair = DataDigest()
        pair.append(first)
        pair.append(second)
        insert(pair)
    }
}

extension ValueKind {
    /// The number that Redis's digest has for the type.
    fileprivate var digestCode: UInt32 {
        switch self {
        case .string: 0
        case .list: 1
        case .set: 2
        case .sortedSet: 3
        case .hash: 4
        case .stream: 6
        }
    }
}
