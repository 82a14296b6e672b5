// A listpack, the flat list of Redis 7, as bytes for others to read:
//
//     total bytes (4)   elements (2)   entries ...   FF
//
// An entry is its encoding, its data, and the length of both again, to be read from behind. Text that spells a
// number is written as the number. Nothing is kept in this form here.
//
// Source: https://github.com/antirez/listpack/blob/master/listpack.md

import RESP

/// Makes one listpack after another.
struct ListpackWriter {
    /// The bytes around the entries.
    static let frame = 7
    /// More elements than the header can count are told by this number.
    private static let uncounted = 0xFFFF

    private let entries = ByteBuffer()
    private(set) var count = 0

    /// The bytes of the listpack.
    var byteCount: Int { entries.count + ListpackWriter.frame }

    /// Adds an element.
    mutating func append(_ element: ByteView) {
        if let integer = IntegerText.parse(element) { return append(integer) }
        let mark = entries.count
        switch element.count {
        case ..<64: entries.append(UInt8(0x80 | element.count))
        case ..<4096: entries.append(bigEndian: UInt16(0xE000 | element.count))
        default:
            entries.append(0xF0)
            entries.append(littleEndian: UInt32(truncatingIfNeeded: element.count))
        }
        entries.append(element)
        endEntry(from: mark)
    }

    /// Adds a number.
    mutating func append(_ integer: Int64) {
        let mark = entries.count
        switch integer {
        case 0..<128: entries.append(UInt8(integer))
        case -4096..<4096: entries.append(bigEndian: 0xC000 | UInt16(truncatingIfNeeded: integer & 0x1FFF))
        case -0x8000..<0x8000: append(integer, encoding: 0xF1, bytes: 2)
        case -0x80_0000..<0x80_0000: append(integer, encoding: 0xF2, bytes: 3)
        case -0x8000_0000..<0x8000_0000: append(integer, encoding: 0xF3, bytes: 4)
        default: append(integer, encoding: 0xF4, bytes: 8)
        }
        endEntry(from: mark)
    }

    private func append(_ integer: Int64, encoding: UInt8, bytes: Int) {
        entries.append(encoding)
        for byte in 0..<bytes { entries.append(UInt8(truncatingIfNeeded: integer >> Int64(8 * byte))) }
    }

    /// Writes how long the entry is, seven bits a byte, all but the highest with a bit that says that more come.
    private mutating func endEntry(from mark: Int) {
        let size = entries.count - mark
        let bytes = Listpack.sizeOfLength(of: size)
        for index in 0..<bytes {
            let bits = UInt8(size >> (7 * (bytes - 1 - index)) & 127)
            entries.append(index == 0 ? bits : bits | 128)
        }
        count += 1
    }

    /// Returns the listpack, and begins the next one.
    mutating func finish() -> ByteBuffer {
        let pack = ByteBuffer(capacity: byteCount)
        pack.append(littleEndian: UInt32(truncatingIfNeeded: byteCount))
        pack.append(littleEndian: UInt16(min(count, ListpackWriter.uncounted)))
        pack.append(entries.view)
        pack.append(0xFF)
        entries.removeAll()
        count = 0
        return pack
    }
}
