// A DUMP payload: a value as RDB has it, the version (2 bytes) and a CRC-64 of all before it, both with the lowest
// byte first.

import RESP

/// The frame around one value.
enum DumpPayload {
    private static let footer = 10

    /// The payload of a key's value.
    ///
    /// - Complexity: O(n) in the value's bytes.
    static func of(_ entry: Entry, settings: Settings) -> ByteBuffer {
        var writer = RDBWriter(to: ByteBuffer(), settings: settings)
        writer.value(of: entry)
        return framing(writer.output)
    }

    /// Appends to what a buffer holds the version and the checksum.
    static func framing(_ content: ByteBuffer) -> ByteBuffer {
        content.append(littleEndian: UInt16(RDBFormat.version))
        content.append(littleEndian: CRC64.of(content.view))
        return content
    }

    /// The value's part of a payload; nil when it is of a later version, or not whole.
    static func value(in payload: ByteView, skippingChecksum: Bool) -> ByteView? {
        guard payload.count >= footer else { return nil }
        let end = payload.count - footer
        guard payload.littleEndian(at: end, bytes: 2) <= RDBFormat.version else { return nil }
        guard
            skippingChecksum
                || payload.littleEndian(at: end + 2, bytes: 8) == CRC64.of(payload[0..<end + 2])
        else { return nil }
        return payload[0..<end]
    }
}
