// The flat forms that older servers write, and that are never written here: ziplists (before Redis 7), and zipmaps
// (before 2.6). Every step is checked.

import RESP

/// Reading a ziplist:
///
///     total bytes (4)   offset of the last entry (4)   elements (2)   entries ...   FF
///
/// An entry is the length of the one before it (one byte, or FE and four), its encoding, and its data.
enum Ziplist {
    private static let header = 10
    private static let end: UInt8 = 0xFF
    private static let uncounted = 0xFFFF

    /// Hands every element to `body`.
    ///
    /// - Complexity: O(n) in the bytes.
    static func forEach(
        in list: ByteView, _ body: (RDBString) throws(CorruptRDB) -> Void
    ) throws(CorruptRDB) {
        guard list.count > header, list[list.count - 1] == end,
            list.littleEndian(at: 0, bytes: 4) == list.count
        else { throw CorruptRDB("Ziplist integrity check failed.") }
        var reader = RDBReader(list[0..<list.count - 1])
        reader.skip(header)
        let tail = Int(list.littleEndian(at: 4, bytes: 4))
        var (count, last, size) = (0, tail, 0)
        while reader.remaining > 0 {
            last = reader.position
            guard try lengthBefore(&reader) == size else {
                throw CorruptRDB("Ziplist integrity check failed.")
            }
            try body(try element(&reader))
            size = reader.position - last
            count += 1
        }
        let announced = Int(list.littleEndian(at: 8, bytes: 2))
        guard last == tail, tail < list.count, announced == uncounted || announced == count else {
            throw CorruptRDB("Ziplist integrity check failed.")
        }
    }

    private static func lengthBefore(_ reader: inout RDBReader) throws(CorruptRDB) -> Int {
        let length = try reader.byte()
        return length < 0xFE ? Int(length) : Int(try reader.unsigned(bytes: 4))
    }

    private static func element(_ reader: inout RDBReader) throws(CorruptRDB) -> RDBString {
        let encoding = try reader.byte()
        switch encoding {
        case 0..<0x40: return .bytes(try reader.take(Int(encoding)))
        case 0x40..<0x80:
            return .bytes(try reader.take(Int(encoding & 0x3F) << 8 | Int(try reader.byte())))
        case 0x80..<0xC0:
            return .bytes(try reader.take(Int(UInt32(try reader.unsigned(bytes: 4)).byteSwapped)))
        case 0xC0: return .integer(try reader.signed(bytes: 2))
        case 0xD0: return .integer(try reader.signed(bytes: 4))
        case 0xE0: return .integer(try reader.signed(bytes: 8))
        case 0xF0: return .integer(try reader.signed(bytes: 3))
        case 0xF1...0xFD: return .integer(Int64(encoding & 0x0F) - 1)
        case 0xFE: return .integer(try reader.signed(bytes: 1))
        default: throw CorruptRDB("Ziplist integrity check failed.")
        }
    }
}

/// Reading a zipmap:
///
///     pairs (1)   length   field   length   unused bytes (1)   value   unused bytes ...   FF
///
/// A length is one byte, or FE and four.
enum Zipmap {
    private static let end: UInt8 = 0xFF
    private static let long: UInt8 = 0xFE

    /// Hands every field with its value to `body`.
    ///
    /// - Complexity: O(n) in the bytes.
    static func forEach(
        in map: ByteView, _ body: (ByteView, ByteView) throws(CorruptRDB) -> Void
    ) throws(CorruptRDB) {
        guard map.count >= 2, map[map.count - 1] == end else {
            throw CorruptRDB("Zipmap integrity check failed.")
        }
        var reader = RDBReader(map[0..<map.count - 1])
        let announced = try reader.byte()
        var count = 0
        while reader.remaining > 0 {
            let field = try reader.take(try length(&reader))
            let (size, unused) = (try length(&reader), try reader.byte())
            let value = try reader.take(size)
            _ = try reader.take(Int(unused))
            try body(field, value)
            count += 1
        }
        guard count > 0, announced == long || Int(announced) == count else {
            throw CorruptRDB("Zipmap integrity check failed.")
        }
    }

    private static func length(_ reader: inout RDBReader) throws(CorruptRDB) -> Int {
        let first = try reader.byte()
        guard first >= long else { return Int(first) }
        let length = Int(try reader.unsigned(bytes: 4))
        guard first == long, length >= Int(long) else { throw CorruptRDB("Zipmap integrity check failed.") }
        return length
    }
}
