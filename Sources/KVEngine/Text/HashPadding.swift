// How SHA-1 and SHA-256 cut a message into blocks of 64 bytes: the last of them, or the last two, end with a one
// bit, zeros, and the length of the message in bits.
//
// Source: https://www.rfc-editor.org/rfc/rfc6234 (section 4.1)

import RESP

/// The blocks of a message to be hashed.
enum HashPadding {
    static let blockBytes = 64

    /// Hands over the whole blocks of a message, then what closes it, as whole blocks too.
    static func forBlocks(of bytes: ByteView, _ absorb: (ByteView) -> Void) {
        let whole = bytes.count / blockBytes * blockBytes
        absorb(bytes[0..<whole])
        ending(bytes[whole..<bytes.count], of: bytes.count).withByteView(absorb)
    }

    private static func ending(_ rest: ByteView, of count: Int) -> [UInt8] {
        var ending = [UInt8](rest)
        ending.append(0x80)
        while ending.count % blockBytes != blockBytes - 8 { ending.append(0) }
        let bits = UInt64(count) * 8
        return ending + UInt32(bits >> 32).bigEndianBytes + UInt32(truncatingIfNeeded: bits).bigEndianBytes
    }
}

extension UInt32 {
    /// The four bytes, the most significant first.
    var bigEndianBytes: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * UInt32($0))) }
    }
}
