// Reading RDB: a place in bytes that somebody else has made, and the steps from there. Every step is checked, and
// none takes more memory than the bytes that are there can account for: a payload comes from a client, which may
// send anything.

import RESP

/// Bytes are not what they should be.
package struct CorruptRDB: Error {
    /// What is wrong, as a server's log would have it.
    package let reason: StaticString

    init(_ reason: StaticString) { self.reason = reason }
}

/// A string as it was read: where its bytes are, as the number it is written as, or unpacked.
enum RDBString {
    case bytes(ByteView)
    case integer(Int64)
    case unpacked([UInt8])

    /// Lends the string's bytes.
    func withBytes<R, E: Error>(_ body: (ByteView) throws(E) -> R) throws(E) -> R {
        switch self {
        case .bytes(let view): try body(view)
        case .integer(let integer): try ByteView.withDecimal(of: integer, body)
        case .unpacked(let bytes): try bytes.withByteView(body)
        }
    }
}

/// A cursor over RDB.
struct RDBReader {
    let bytes: ByteView
    private(set) var position = 0
    /// How many flat lists were checked entry by entry.
    var sanitizations = 0

    init(_ bytes: ByteView) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    // MARK: Pieces

    mutating func byte() throws(CorruptRDB) -> UInt8 {
        guard remaining > 0 else { throw CorruptRDB("Unexpected end.") }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next bytes.
    mutating func take(_ count: Int) throws(CorruptRDB) -> ByteView {
        guard count <= remaining else { throw CorruptRDB("Unexpected end.") }
        defer { position += count }
        return bytes.part(from: position, count: count)
    }

    /// Passes over bytes that are there.
    mutating func skip(_ count: Int) { position += count }

    /// The next bytes as a number, the lowest first.
    mutating func unsigned(bytes count: Int) throws(CorruptRDB) -> UInt64 {
        try take(count).littleEndian(at: 0, bytes: count)
    }

    /// The next bytes as a number with a sign, the lowest first.
    mutating func signed(bytes count: Int) throws(CorruptRDB) -> Int64 {
        let unused = Int64(64 - 8 * count)
        return (Int64(bitPattern: try unsigned(bytes: count)) << unused) >> unused
    }

    mutating func double() throws(CorruptRDB) -> Double {
        Double(bitPattern: try unsigned(bytes: 8))
    }

    // MARK: Lengths and strings

    private enum Length {
        case count(UInt64)
        case encoding(UInt8)
    }

    private mutating func lengthOrEncoding() throws(CorruptRDB) -> Length {
        let first = try byte()
        switch first {
        case 0..<0x40: return .count(UInt64(first))
        case 0x40..<0x80: return .count(UInt64(first & 0x3F) << 8 | UInt64(try byte()))
        case 0x80: return .count(UInt64(UInt32(try unsigned(bytes: 4)).byteSwapped))
        case 0x81: return .count(try unsigned(bytes: 8).byteSwapped)
        case 0xC0...: return .encoding(first & 0x3F)
        default: throw CorruptRDB("Unknown length encoding.")
        }
    }

    /// The next number that is written as lengths are.
    mutating func number() throws(CorruptRDB) -> UInt64 {
        guard case .count(let number) = try lengthOrEncoding() else {
            throw CorruptRDB("Unknown length encoding.")
        }
        return number
    }

    /// How many of something follow, or how long it is.
    mutating func length() throws(CorruptRDB) -> Int {
        guard let length = Int(exactly: try number()) else { throw CorruptRDB("Unexpected end.") }
        return length
    }

    mutating func string() throws(CorruptRDB) -> RDBString {
        switch try lengthOrEncoding() {
        case .count(let count):
            guard let count = Int(exactly: count) else { throw CorruptRDB("Unexpected end.") }
            return .bytes(try take(count))
        case .encoding(let code):
            switch RDBStringEncoding(rawValue: code) {
            case .int8: return .integer(try signed(bytes: 1))
            case .int16: return .integer(try signed(bytes: 2))
            case .int32: return .integer(try signed(bytes: 4))
            case .lzf: return try unpacked()
            case nil: throw CorruptRDB("Unknown RDB string encoding type.")
            }
        }
    }

    private mutating func unpacked() throws(CorruptRDB) -> RDBString {
        let (packed, count) = (try length(), try length())
        guard let bytes = LZF.unpack(try take(packed), count: count) else {
            throw CorruptRDB("Invalid LZF compressed string")
        }
        return .unpacked(bytes)
    }
}

extension ByteView {
    /// Up to eight bytes as a number, the lowest first.
    func littleEndian(at index: Int, bytes count: Int) -> UInt64 { part(from: index, count: count).shortWord }
}
