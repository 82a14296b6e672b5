// Austin Appleby's MurmurHash2 for 64-bit machines (MurmurHash64A), read in little-endian order on every machine. It
// decides where an element goes in a HyperLogLog, so that its results are part of what is stored.
//
// It resists nobody who chooses the elements: hash tables have a keyed hash of their own.

import RESP

enum MurmurHash {
    private static let multiplier: UInt64 = 0xC6A4_A793_5BD1_E995
    private static let shift: UInt64 = 47

    /// The hash of some bytes.
    ///
    /// - Complexity: O(n) in their number, eight a step.
    static func hash(_ bytes: ByteView, seed: UInt64) -> UInt64 {
        var hash = seed ^ UInt64(bytes.count) &* multiplier
        var index = 0
        while index <= bytes.count &- 8 {
            let word = mixed(bytes.word(at: index) &* multiplier) &* multiplier
            hash = (hash ^ word) &* multiplier
            index &+= 8
        }
        if index < bytes.count {
            hash = (hash ^ bytes[index..<bytes.count].shortWord) &* multiplier
        }
        return mixed(mixed(hash) &* multiplier)
    }

    private static func mixed(_ word: UInt64) -> UInt64 { word ^ word &>> shift }
}
