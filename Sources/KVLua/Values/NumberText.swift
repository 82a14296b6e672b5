// Numbers as text and text as numbers, by Lua 5.1's rules: 14 digits out; in, whatever C reads, with blanks
// around it, and whole numbers in base 16.

/// Conversions between numbers and text.
package enum NumberText {
    /// A number as `tostring` spells it.
    package static func bytes(of number: Double) -> [UInt8] {
        if number == number.rounded(.towardZero), abs(number) < 1e15 {
            if abs(number) < 100_000_000_000_000, number != 0 || number.sign == .plus {
                return Array(String(Int(number)).utf8)
            }
        }
        return CNumberText.bytes(of: number, format: "%.14g")
    }

    package static func text(of number: Double) -> String {
        String(decoding: bytes(of: number), as: UTF8.self)
    }

    /// The number that all of `bytes` spell, nil when they spell none.
    package static func number(in bytes: [UInt8]) -> Double? {
        if let number = smallInteger(in: bytes) { return number }
        let (value, length) = CNumberText.double(in: bytes)
        guard length > 0 else { return nil }
        // As for C, a zero byte is the end.
        return bytes[length...].prefix { $0 != 0 }.allSatisfy(isSpace) ? value : nil
    }

    /// Up to 15 digits and nothing else, which need no help.
    private static func smallInteger(in bytes: [UInt8]) -> Double? {
        guard !bytes.isEmpty, bytes.count <= 15 else { return nil }
        var sum = 0
        for byte in bytes {
            guard byte >= 48, byte <= 57 else { return nil }
            sum = sum &* 10 &+ Int(byte &- 48)
        }
        return Double(sum)
    }

    /// What C calls a blank.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte >= 9 && byte <= 13 }

    /// A number cut to a whole one; NaN and what is too large become the least one, as x86 has it.
    @inline(__always)
    package static func integer(_ number: Double) -> Int {
        guard number > -9.3e18, number < 9.3e18 else { return Int.min }
        return Int(exactly: number.rounded(.towardZero)) ?? Int.min
    }
}

extension NumberText {
    /// The number that a value is, or that its text spells.
    @inline(__always)
    static func number(of value: LuaValue) -> Double? {
        switch value {
        case .number(let number): number
        case .string(let string): number(in: string.bytes)
        default: nil
        }
    }

    /// The bytes of a string, or of a number as one.
    static func bytes(of value: LuaValue) -> [UInt8]? {
        switch value {
        case .number(let number): bytes(of: number)
        case .string(let string): string.bytes
        default: nil
        }
    }
}
