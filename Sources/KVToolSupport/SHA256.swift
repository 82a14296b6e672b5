// SHA-256 (FIPS 180-4), by which two lists of keys can be compared without showing either. It guards no secret.

/// A digest of bytes, taken piece by piece.
package struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]
    private var block: [UInt8] = []
    private var length: UInt64 = 0

    package init() { block.reserveCapacity(64) }

    package mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            block.append(byte)
            length += 1
            if block.count == 64 { take() }
        }
    }

    /// The digest, 32 bytes.
    package consuming func finish() -> [UInt8] {
        let bits = length * 8
        update([0x80])
        while block.count != 56 { update([0]) }
        update((0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) })
        return state.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) }
        }
    }

    private mutating func take() {
        var words = (0..<16).map { index in
            block[index * 4..<index * 4 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (early, late) = (words[index - 15], words[index - 2])
            let low = SHA256.turn(early, 7) ^ SHA256.turn(early, 18) ^ early >> 3
            let high = SHA256.turn(late, 17) ^ SHA256.turn(late, 19) ^ late >> 10
            words.append(words[index - 16] &+ low &+ words[index - 7] &+ high)
        }
        var work = state
        for index in 0..<64 { SHA256.round(&work, words[index] &+ SHA256.constants[index]) }
        for index in 0..<8 { state[index] &+= work[index] }
        block.removeAll(keepingCapacity: true)
    }

    private static func round(_ work: inout [UInt32], _ word: UInt32) {
        let (a, e) = (work[0], work[4])
        let choice = e & work[5] ^ ~e & work[6]
        let majority = a & work[1] ^ a & work[2] ^ work[1] & work[2]
        let first = work[7] &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ choice &+ word
        let second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ majority
        work = [first &+ second, a, work[1], work[2], work[3] &+ first, e, work[5], work[6]]
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = primes(64).map { prime in
        // Whole roots of prime × 2^96 by bisection: a floating-point root is not exact enough.
        var (low, high) = (UInt64(0), UInt64(1) << 36)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isCube(of: middle, atMost: prime) { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }

    private static func isCube(of number: UInt64, atMost prime: UInt64) -> Bool {
        // number³ <= prime × 2^96, in 128 bits.
        let cube = UInt128(number) * UInt128(number) * UInt128(number)
        return cube <= UInt128(prime) << 96
    }

    private static func primes(_ count: Int) -> [UInt64] {
        var primes: [UInt64] = []
        var candidate: UInt64 = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }
}
