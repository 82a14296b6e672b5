// The numbers of `math.random`: the linear congruence of `lrand48`, from the same start on every server, so that the
// same scripts get the same numbers.

/// A generator with 48 bits of state.
package struct RandomSource {
    private var state: UInt64 = 0x1234_ABCD_330E

    /// Starts the sequence of a seed.
    mutating func seed(_ seed: Int) {
        state = UInt64(UInt32(truncatingIfNeeded: seed)) << 16 | 0x330E
    }

    /// The next number below 2^31.
    mutating func next() -> Int {
        state = (state &* 0x5_DEEC_E66D &+ 0xB) & 0xFFFF_FFFF_FFFF
        return Int(state >> 17)
    }
}
