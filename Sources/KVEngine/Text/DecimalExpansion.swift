// The exact decimal digits of a binary fraction, rounded half to even, which is what C's printf gives. A
// fraction over 2^s yields its next decimal digit each time it is multiplied by ten, so seventeen digits take
// seventeen multiplications: a tenth of the cost of printf, and the same digits.
//
// It covers fractions whose denominator is at most 2^124. Smaller numbers go through printf.

/// A non-negative number cut to some decimal places, without trailing zeros.
struct DecimalExpansion {
    /// The part before the point.
    private(set) var whole: UInt64
    /// The digits behind the point, as a number to be padded with zeros to `places` digits.
    private(set) var fraction: UInt64 = 0
    private(set) var places = 0

    /// How many digits to keep.
    enum Precision {
        /// That many digits from the first that is not zero.
        case significant(Int)
        /// That many digits behind the point.
        case fixed(Int)
    }

    /// Expands `mantissa / 2^scale`; nil when the scale is outside 1 through 124.
    init?(mantissa: UInt64, scale: Int, _ precision: Precision) {
        guard scale >= 1, scale <= 124 else { return nil }
        whole = scale < 64 ? mantissa >> UInt64(scale) : 0
        let mask = UInt128(1) << UInt128(scale) - 1
        var rest = UInt128(mantissa) & mask
        var wanted = digitsToRead(precision)
        while wanted > 0, rest != 0 {
            rest *= 10
            let digit = UInt64(truncatingIfNeeded: rest >> UInt128(scale))
            rest &= mask
            fraction = fraction &* 10 &+ digit
            places += 1
            if case .fixed = precision { wanted -= 1 } else if whole | fraction != 0 { wanted -= 1 }
        }
        round(rest, half: UInt128(1) << UInt128(scale - 1))
        dropTrailingZeros()
    }

    private func digitsToRead(_ precision: Precision) -> Int {
        switch precision {
        case .fixed(let places): return places
        case .significant(let digits):
            var (left, rest) = (digits, whole)
            while rest > 0 { (left, rest) = (left - 1, rest / 10) }
            return left
        }
    }

    private mutating func round(_ rest: UInt128, half: UInt128) {
        guard rest > half || (rest == half && fraction & 1 == 1) else { return }
        fraction += 1
        guard fraction == DecimalExpansion.power(places) else { return }
        (whole, fraction) = (whole + 1, 0)
    }

    /// Ten to the `places`; zero, which no rounded-up fraction equals, when it needs more than 64 bits.
    private static func power(_ places: Int) -> UInt64 {
        guard places < 20 else { return 0 }
        var power: UInt64 = 1
        for _ in 0..<places { power *= 10 }
        return power
    }

    private mutating func dropTrailingZeros() {
        guard fraction != 0 else { return places = 0 }
        while true {
            let (shorter, digit) = fraction.quotientAndRemainder(dividingBy: 10)
            guard digit == 0 else { return }
            (fraction, places) = (shorter, places - 1)
        }
    }
}

extension DecimalExpansion {
    /// Expands the magnitude of a finite number that is not whole.
    init?<Number: BinaryFloatingPoint>(_ value: Number, _ precision: Precision) {
        guard value.isNormal else { return nil }
        let hidden = UInt64(1) << UInt64(Number.significandBitCount)
        self.init(
            mantissa: UInt64(truncatingIfNeeded: value.significandBitPattern) | hidden,
            scale: Number.significandBitCount - Int(value.exponent), precision)
    }
}
