// Base64 with padding, as RFC 4648 has it, appended to a buffer. Answers are encoded on the way out, nearly
// every one of them, so it writes into the buffer's own room; nothing here is ever decoded.

import RESP

extension ByteBuffer {
    /// Appends bytes in base64, with padding.
    func append(base64 view: ByteView) {
        guard !view.isEmpty else { return }
        unsafe append(atMost: (view.count + 2) / 3 * 4) { room in unsafe Base64.encode(view, to: room) }
    }
}

private enum Base64 {
    private static var alphabet: StaticString {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    }

    /// Writes four digits for each three bytes or less, and returns how many bytes that is.
    static func encode(_ view: ByteView, to room: UnsafeMutableRawPointer) -> Int {
        let digits = unsafe alphabet.utf8Start
        let whole = view.count / 3
        for group in 0..<whole {
            let bits = unsafe bits(view.base + group &* 3, 3)
            unsafe (room + group &* 4).storeBytes(of: word(bits, digits), as: UInt32.self)
        }
        let rest = view.count &- whole &* 3
        guard rest > 0 else { return whole * 4 }
        let last = unsafe room + whole &* 4
        let bits = unsafe bits(view.base + whole &* 3, rest)
        unsafe last.storeBytes(of: word(bits, digits), as: UInt32.self)
        unsafe last.storeBytes(of: UInt8(ascii: "="), toByteOffset: 3, as: UInt8.self)
        if rest == 1 { unsafe last.storeBytes(of: UInt8(ascii: "="), toByteOffset: 2, as: UInt8.self) }
        return whole * 4 + 4
    }

    /// The `count` bytes at an address, at most three, as a number of 24 bits with zeros behind them.
    @inline(__always)
    private static func bits(_ address: UnsafeRawPointer, _ count: Int) -> UInt32 {
        var bits = unsafe UInt32(address.load(as: UInt8.self)) << 16
        if count > 1 { bits |= unsafe UInt32(address.load(fromByteOffset: 1, as: UInt8.self)) << 8 }
        if count > 2 { bits |= unsafe UInt32(address.load(fromByteOffset: 2, as: UInt8.self)) }
        return bits
    }

    /// The four digits of 24 bits, in the order in which they are stored.
    @inline(__always)
    private static func word(_ bits: UInt32, _ digits: UnsafePointer<UInt8>) -> UInt32 {
        let first = unsafe UInt32(digits[Int(bits >> 18)])
        let second = unsafe UInt32(digits[Int(bits >> 12 & 63)])
        let third = unsafe UInt32(digits[Int(bits >> 6 & 63)])
        let fourth = unsafe UInt32(digits[Int(bits & 63)])
        return UInt32(littleEndian: first | second << 8 | third << 16 | fourth << 24)
    }
}
