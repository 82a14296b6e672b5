// BITFIELD against arithmetic in 128 bits, where nothing overflows, and reads and writes against single bits.

import RESP
import Testing

@testable import KVEngine

@Suite struct BitFieldTests {
    private let redis = TestEngine()

    private static let types = ["i1", "u1", "i8", "u8", "i13", "u13", "i63", "u63", "i64"]
    private static let increments: [Int64] = [
        0, 1, -1, 2, -2, 127, -128, 255, 4096, .max, .min, .max - 1, .min + 1,
    ]

    private func type(_ text: String) throws -> BitFieldType {
        try text.withByteView { view throws(RedisError) in try BitFieldType(view) }
    }

    @Test(arguments: types)
    func `sums wrap around, saturate or fail as they would without limits`(name: String) throws {
        let type = try type(name)
        let least: Int128 = type.isSigned ? -(1 << Int128(type.width - 1)) : 0
        let greatest: Int128 = (1 << Int128(type.width - (type.isSigned ? 1 : 0))) - 1
        for start in [least, least + 1, 0, 1, greatest - 1, greatest] where least...greatest ~= start {
            for increment in BitFieldTests.increments {
                let old = UInt64(bitPattern: Int64(start))
                let sum = start + Int128(increment)
                let fits = least...greatest ~= sum
                let saturated = type.fitting(old, increment, .saturate).map { Int128(Int64(bitPattern: $0)) }
                #expect(saturated == min(max(sum, least), greatest), "\(name) \(start) \(increment)")
                #expect((type.fitting(old, increment, .fail) != nil) == fits, "\(name) \(start) \(increment)")
                let wrapped = type.fitting(old, increment, .wrap)
                #expect(
                    wrapped == type.extended(UInt64(truncatingIfNeeded: sum)), "\(name) \(start) \(increment)"
                )
            }
        }
    }

    @Test func `numbers of every width come back from every offset and leave their neighbours alone`() {
        for width in 1...64 {
            for offset in [0, 1, 3, 7, 8, 13, 64, 71] {
                var bytes = [UInt8](repeating: 0b1010_0101, count: 20)
                let before = bytes
                let number = UInt64(0xDEAD_BEEF_0BAD_F00D) >> UInt64(64 - width)
                bytes = bytes.withByteView { view in
                    let block = StringBlock.make(view)
                    defer { block.free() }
                    block.mutableBytes.write(number, at: offset, width: width)
                    return Array(block.view)
                }
                bytes.withByteView { #expect($0.number(at: offset, width: width) == number) }
                for index in 0..<160 where !(offset..<offset + width).contains(index) {
                    let isSame =
                        bytes.withByteView { $0.number(at: index, width: 1) }
                        == before.withByteView { $0.number(at: index, width: 1) }
                    #expect(isSame, "width \(width), offset \(offset), bit \(index)")
                }
            }
        }
    }

    @Test func `an offset beyond 64 bits wraps around and is refused or is not`() {
        #expect(redis("BITFIELD k GET u8 #2305843009213693952") == "*1\r\n:0\r\n")
        #expect(redis("BITFIELD k GET u8 #1152921504606846976").hasPrefix("-ERR bit offset"))
    }
}
