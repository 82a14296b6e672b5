// The types of BITFIELD's numbers, `i16` or `u8`, and what becomes of a result that one cannot hold. A number is
// carried about as 64 bits: those of its two's complement when it has a sign.

import RESP

/// A whole number of some width, with or without a sign.
struct BitFieldType {
    /// What is done with a result that does not fit.
    enum Overflow {
        /// The bits that do not fit are dropped.
        case wrap
        /// It becomes the greatest or the least number.
        case saturate
        /// Nothing is written.
        case fail

        init(_ call: inout Call) throws(RedisError) {
            if call.accept("wrap") {
                self = .wrap
            } else if call.accept("sat") {
                self = .saturate
            } else if call.accept("fail") {
                self = .fail
            } else {
                throw RedisError("ERR Invalid OVERFLOW type specified")
            }
        }
    }

    let isSigned: Bool
    /// 1 through 64 bits with a sign, 1 through 63 without.
    let width: Int

    /// Reads a type.
    init(_ text: ByteView) throws(RedisError) {
        let text = text.beforeNUL
        isSigned = !text.isEmpty && text[0] == UInt8(ascii: "i")
        guard isSigned || (!text.isEmpty && text[0] == UInt8(ascii: "u")),
            let width = IntegerText.parse(text[1..<text.count]), 1...(isSigned ? 64 : 63) ~= width
        else {
            throw RedisError(
                """
                ERR Invalid bitfield type. Use something like i16 u8. \
                Note that u64 is not supported but i64 is.
                """)
        }
        self.width = Int(width)
    }

    /// The number that bits stand for.
    func number(_ bits: UInt64) -> Int64 { Int64(bitPattern: bits) }

    /// The lowest bits, with the sign in all those above where there is one.
    func extended(_ bits: UInt64) -> UInt64 {
        let unused = UInt64(64 - width)
        guard isSigned else { return (bits << unused) >> unused }
        return UInt64(bitPattern: Int64(bitPattern: bits << unused) >> Int64(unused))
    }

    /// The sum of a number and an increment, made to fit; nil when it does not and is to fail.
    func fitting(_ number: UInt64, _ increment: Int64, _ overflow: Overflow) -> UInt64? {
        let sum = number &+ UInt64(bitPattern: increment)
        let isSum = isSigned ? signedLimit(number, increment) : unsignedLimit(number, increment)
        guard let limit = isSum else { return sum }
        return switch overflow {
        case .wrap: extended(sum)
        case .saturate: limit
        case .fail: nil
        }
    }

    // The sums below wrap around where Redis's do, which shows: the least of all 64-bit numbers, SET as an `i8`
    // that saturates, becomes 127.

    /// The limit that a sum goes beyond; nil when it fits.
    private func unsignedLimit(_ number: UInt64, _ increment: Int64) -> UInt64? {
        let greatest = (UInt64(1) << UInt64(width)) - 1
        if number > greatest || (increment > 0 && increment > Int64(bitPattern: greatest &- number)) {
            return greatest
        }
        return increment < 0 && increment < Int64(bitPattern: 0 &- number) ? 0 : nil
    }

    /// The limit that a sum goes beyond; nil when it fits.
    private func signedLimit(_ bits: UInt64, _ increment: Int64) -> UInt64? {
        let number = Int64(bitPattern: bits)
        let greatest = Int64.max >> Int64(64 - width)
        let least = -greatest - 1
        let isNarrow = width < 64
        let above = greatest &- number
        if number > greatest || (increment > above && (isNarrow || (number >= 0 && increment > 0))) {
            return UInt64(bitPattern: greatest)
        }
        let below = least &- number
        if number < least || (increment < below && (isNarrow || (number < 0 && increment < 0))) {
            return UInt64(bitPattern: least)
        }
        return nil
    }
}
