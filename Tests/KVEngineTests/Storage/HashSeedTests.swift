// The keyed hash against values computed with a separate implementation of the published algorithm, which was
// itself checked against the published vector of the two-and-four-round variant.

@testable import KVEngine
import RESP
import Testing

struct HashSeedTests {
    /// The seed whose sixteen bytes are 0, 1, 2, ... 15.
    private let counting = HashSeed(k0: 0x0706_0504_0302_0100, k1: 0x0F0E_0D0C_0B0A_0908)

    @Test(
        arguments: [
            (0, 0xABAC_0158_050F_C4DC), (1, 0xC9F4_9BF3_7D57_CA93), (2, 0x82CB_9B02_4DC7_D44D),
            (3, 0x8BF8_0AB8_E7DD_F7FB), (4, 0xCF75_5760_88D3_8328), (5, 0xDEF9_D52F_4953_3B67),
            (6, 0xC50D_2B50_C59F_22A7), (7, 0xD392_7D98_9BB1_1140), (8, 0x3690_9511_8D29_9A8E),
            (9, 0x25A4_8EB3_6C06_3DE4), (10, 0x79DE_85EE_92FF_097F), (11, 0x70C1_18C1_F94D_C352),
            (12, 0x78A3_84B1_57B4_D9A2), (13, 0x306F_760C_1229_FFA7), (14, 0x605A_A111_C0F9_5D34),
            (15, 0xD320_D86D_2A51_9956), (16, 0xCC4F_DD1A_7D90_8B66), (17, 0x9CF2_6890_63DB_D80C),
            (31, 0x2370_DD1F_8C21_D1BC), (64, 0xF179_97EC_4B4A_6065), (255, 0xF762_14E3_153C_4A15),
            (256, 0x75B3_E64E_167D_E370),
        ] as [(Int, UInt64)])
    func `counting bytes hash to the published function's values`(length: Int, expected: UInt64) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        #expect(bytes.withByteView { counting.hash($0) } == expected)
    }

    @Test func `another seed gives another hash`() {
        let seed = HashSeed(k0: 1, k1: .max)
        #expect(seed.hash(ByteView("user:1000")) == 0x0F28_2179_5282_E94D)
        #expect(seed.hash(ByteView("user:1000")) != counting.hash(ByteView("user:1000")))
    }

    @Test func `where the bytes lie in memory does not matter`() {
        let bytes = (0..<40).map { UInt8($0) }
        for length in 0..<24 {
            let plain = Array(bytes[0..<length]).withByteView { counting.hash($0) }
            for offset in 1..<9 {
                let shifted = [UInt8](repeating: 0xEE, count: offset) + bytes[0..<length] + [0xDD, 0xCC]
                let hash = shifted.withByteView { counting.hash($0[offset..<offset + length]) }
                #expect(hash == plain)
            }
        }
    }
}
