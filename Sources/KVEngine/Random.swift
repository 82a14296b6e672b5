// The only source of chance in the engine: a small seeded generator that a server owns and passes down, so
// that the same seed and the same calls give the same replies on every platform.
//
// It is xoshiro256**, started from splitmix64 so that any seed, zero included, gives a well mixed state. It
// is fast and passes the usual statistical tests; it is not for secrets.

/// A seeded random generator: equal seeds give equal sequences.
package struct Random: RandomNumberGenerator, Sendable, BitwiseCopyable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    package init(seed: UInt64) {
        var mixer = SplitMix(state: seed)
        s0 = mixer.next()
        s1 = mixer.next()
        s2 = mixer.next()
        s3 = mixer.next()
    }

    package mutating func next() -> UInt64 {
        let result = Random.rotate(s1 &* 5, by: 7) &* 9
        let shifted = s1 &<< 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Random.rotate(s3, by: 45)
        return result
    }

    /// A whole number in `0..<bound`, each equally likely; a bound below one traps.
    ///
    /// The high half of a 128-bit product maps a word to the range; the few low halves that would make some
    /// numbers likelier than others are drawn again.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "a random number needs a range to fall in")
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let uneven = (0 &- range) % range
            while product.low < uneven { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// A number in `0..<1` with all 53 bits of a Double's precision.
    package mutating func unitDouble() -> Double {
        Double(next() &>> 11) * 0x1p-53
    }

    private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 {
        (word &<< count) | (word &>> (64 &- count))
    }
}

/// The generator that spreads one seed word over a larger state.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word &>> 31)
    }
}
