// Reading listpacks of others: every step is checked, whatever a real server would trust (`sanitize-dump-payload`).
// The format is described in ListpackWriter.swift.

import RESP

/// Reading a listpack.
enum Listpack {
    private static let header = 6
    private static let end: UInt8 = 0xFF
    private static let uncounted = 0xFFFF

    /// The bytes that an entry's length takes at its end.
    ///
    /// The last length of each size is written with one byte more than it needs.
    static func sizeOfLength(of size: Int) -> Int {
        switch size {
        case ...127: 1
        case ..<16_383: 2
        case ..<2_097_151: 3
        case ..<268_435_455: 4
        default: 5
        }
    }

    /// Hands every element to `body`.
    ///
    /// - Complexity: O(n) in the bytes.
    static func forEach(
        in pack: ByteView, _ body: (RDBString) throws(CorruptRDB) -> Void
    ) throws(CorruptRDB) {
        guard pack.count > header, pack[pack.count - 1] == end,
            pack.littleEndian(at: 0, bytes: 4) == pack.count
        else { throw CorruptRDB("Listpack integrity check failed.") }
        var reader = RDBReader(pack[0..<pack.count - 1])
        reader.skip(header)
        var count = 0
        while reader.remaining > 0 {
            try body(try entry(&reader, of: pack))
            count += 1
        }
        let announced = Int(pack.littleEndian(at: 4, bytes: 2))
        guard announced == uncounted || announced == count else {
            throw CorruptRDB("Listpack integrity check failed.")
        }
    }

    private static func entry(_ reader: inout RDBReader, of pack: ByteView) throws(CorruptRDB) -> RDBString {
        let start = reader.position
        let element = try element(&reader)
        let size = reader.position - start
        _ = try reader.take(sizeOfLength(of: size))
        guard length(in: pack, before: reader.position) == size else {
            throw CorruptRDB("Listpack integrity check failed.")
        }
        return element
    }

    private static func element(_ reader: inout RDBReader) throws(CorruptRDB) -> RDBString {
        let encoding = try reader.byte()
        switch encoding {
        case 0..<0x80: return .integer(Int64(encoding))
        case 0x80..<0xC0: return .bytes(try reader.take(Int(encoding & 0x3F)))
        case 0xC0..<0xE0:
            let bits = Int64(encoding & 0x1F) << 8 | Int64(try reader.byte())
            return .integer(bits < 4096 ? bits : bits - 8192)
        case 0xE0..<0xF0:
            return .bytes(try reader.take(Int(encoding & 0x0F) << 8 | Int(try reader.byte())))
        case 0xF0: return .bytes(try reader.take(Int(try reader.unsigned(bytes: 4))))
        case 0xF1...0xF3: return .integer(try reader.signed(bytes: Int(encoding) - 0xEF))
        case 0xF4: return .integer(try reader.signed(bytes: 8))
        default: throw CorruptRDB("Listpack integrity check failed.")
        }
    }

    /// The length written before a place, read backwards; nil when it does not end in five bytes.
    private static func length(in pack: ByteView, before place: Int) -> Int? {
        var length = 0
        for byte in 0..<5 where place - 1 - byte >= header {
            let bits = pack[place - 1 - byte]
            length |= Int(bits & 127) << (7 * byte)
            if bits & 128 == 0 { return length }
        }
        return nil
    }
}
