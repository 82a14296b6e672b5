// The hash of every table: SipHash with one round per word and three at the end, keyed by 128 secret bits.
// A client that does not know the key cannot choose keys that fall into one bucket, which is why a faster
// hash without that property was not taken; the difference is 5 ns an operation.
//
// It hashes one complete run of bytes. There is no streaming form and no other output size.

import RESP

/// The secret key of a hash function over bytes; equal seeds hash alike on every platform.
struct HashSeed: Sendable, Equatable {
    let k0: UInt64
    let k1: UInt64

    init(k0: UInt64, k1: UInt64) {
        self.k0 = k0
        self.k1 = k1
    }

    /// Draws a seed.
    init(using random: inout Random) {
        self.init(k0: random.next(), k1: random.next())
    }

    /// The hash of the bytes of `view`.
    ///
    /// - Complexity: O(n) in the length of the view, eight bytes at a time.
    func hash(_ view: ByteView) -> UInt64 {
        var sip = SipState(self)
        let whole = view.count & ~7
        var offset = 0
        while offset < whole {
            sip.absorb(view.word(at: offset))
            offset &+= 8
        }
        sip.absorb(UInt64(truncatingIfNeeded: view.count) &<< 56 | HashSeed.tail(of: view))
        return sip.finish()
    }

    /// The bytes after the last whole word, the first of them lowest, without a loop over them.
    @inline(__always)
    private static func tail(of view: ByteView) -> UInt64 {
        let rest = view.count & 7
        guard rest != 0 else { return 0 }
        guard view.count > 8 else { return view.shortWord }
        // A longer view has bytes before its tail to load as well; the shift drops them again.
        return view.word(at: view.count &- 8) &>> UInt64(64 &- rest &* 8)
    }
}

/// The four words that SipHash stirs.
private struct SipState {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    @inline(__always)
    init(_ seed: HashSeed) {
        v0 = seed.k0 ^ 0x736F_6D65_7073_6575
        v1 = seed.k1 ^ 0x646F_7261_6E64_6F6D
        v2 = seed.k0 ^ 0x6C79_6765_6E65_7261
        v3 = seed.k1 ^ 0x7465_6462_7974_6573
    }

    @inline(__always)
    mutating func absorb(_ word: UInt64) {
        v3 ^= word
        round()
        v0 ^= word
    }

    @inline(__always)
    mutating func finish() -> UInt64 {
        v2 ^= 0xFF
        round()
        round()
        round()
        return v0 ^ v1 ^ v2 ^ v3
    }

    @inline(__always)
    private mutating func round() {
        v0 &+= v1
        v1 = SipState.rotate(v1, by: 13) ^ v0
        v0 = SipState.rotate(v0, by: 32)
        v2 &+= v3
        v3 = SipState.rotate(v3, by: 16) ^ v2
        v0 &+= v3
        v3 = SipState.rotate(v3, by: 21) ^ v0
        v2 &+= v1
        v1 = SipState.rotate(v1, by: 17) ^ v2
        v2 = SipState.rotate(v2, by: 32)
    }

    @inline(__always)
    private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 {
        (word &<< count) | (word &>> (64 &- count))
    }
}
