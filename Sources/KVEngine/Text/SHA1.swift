// SHA-1: what DEBUG DIGEST is made of. It protects nothing here; it is the checksum that Redis chose, so that
// two servers with the same data can be found to have the same data.
//
// Source: https://www.rfc-editor.org/rfc/rfc3174

import RESP

/// The SHA-1 hash of a run of bytes: twenty bytes, as five words.
struct SHA1: Equatable {
    private var state: SIMD8<UInt32>

    /// The words of the hash.
    static let wordCount = 5

    /// Hashes bytes.
    ///
    /// - Complexity: O(`bytes.count`).
    init(_ bytes: ByteView) {
        state = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0, 0, 0, 0]
        HashPadding.forBlocks(of: bytes) { absorb($0) }
    }

    /// The word at an index below `wordCount`.
    subscript(index: Int) -> UInt32 { state[index] }

    /// The hash as bytes.
    var bytes: [UInt8] { (0..<SHA1.wordCount).flatMap { state[$0].bigEndianBytes } }

    /// Takes in whole blocks.
    private mutating func absorb(_ blocks: ByteView) {
        var schedule = [UInt32](repeating: 0, count: 80)
        for start in stride(from: 0, to: blocks.count, by: HashPadding.blockBytes) {
            for index in 0..<8 {
                let pair = blocks.word(at: start + index * 8).byteSwapped
                schedule[index * 2] = UInt32(pair >> 32)
                schedule[index * 2 + 1] = UInt32(truncatingIfNeeded: pair)
            }
            for index in 16..<80 {
                let mixed = schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14]
                schedule[index] = (mixed ^ schedule[index - 16]).rotated(left: 1)
            }
            mix(schedule)
        }
    }

    /// The eighty steps over one block.
    private mutating func mix(_ schedule: [UInt32]) {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for (step, word) in schedule.enumerated() {
            let (choice, constant): (UInt32, UInt32) =
                switch step {
                case 0..<20: ((b & c) | (~b & d), 0x5A82_7999)
                case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
                case 40..<60: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            let next = a.rotated(left: 5) &+ choice &+ e &+ constant &+ word
            (a, b, c, d, e) = (next, a, b.rotated(left: 30), c, d)
        }
        state = state &+ [a, b, c, d, e, 0, 0, 0]
    }
}

extension UInt32 {
    fileprivate func rotated(left bits: UInt32) -> UInt32 { self << bits | self >> (32 - bits) }
}
