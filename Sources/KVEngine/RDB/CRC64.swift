// The checksum at the end of DUMP payloads and RDB files: CRC-64 with Jones's polynomial, bits reflected, beginning
// with zero and not inverted at the end.

import RESP

/// A CRC-64 that grows as bytes are added.
struct CRC64 {
    private(set) var value: UInt64 = 0

    /// Jones's polynomial, reflected.
    private static let polynomial: UInt64 = 0x95AC_9329_AC4B_C9B5

    /// What each byte does to the checksum.
    private static let table: [UInt64] = (0..<256).map { byte in
        (0..<8).reduce(UInt64(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ polynomial : rest >> 1 }
    }

    /// Adds bytes to the checksum.
    mutating func add(_ view: ByteView) {
        let table = CRC64.table
        var value = value
        for index in 0..<view.count {
            value = table[Int((value ^ UInt64(view[index])) & 0xFF)] ^ value >> 8
        }
        self.value = value
    }

    /// The checksum of bytes.
    static func of(_ view: ByteView) -> UInt64 {
        var checksum = CRC64()
        checksum.add(view)
        return checksum.value
    }
}
