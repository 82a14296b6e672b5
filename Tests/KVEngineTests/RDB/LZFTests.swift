// LZF: whatever is packed is unpacked to the same.

import RESP
import Testing

@testable import KVEngine

@Suite struct LZFTests {
    private func pack(_ bytes: [UInt8], _ compressor: inout LZFCompressor) -> [UInt8]? {
        let output = ByteBuffer()
        let isPacked = bytes.withByteView { compressor.pack($0, limit: $0.count - 4, to: output) }
        #expect(isPacked || output.isEmpty)
        return isPacked ? output.withView { Array($0) } : nil
    }

    @Test func `texts of few letters come back, one after the other`() throws {
        var (random, compressor) = (Random(seed: 3), LZFCompressor())
        for letters in 1...4 {
            for length in [5, 20, 21, 100, 263, 264, 265, 300, 5000, 20_000] {
                let bytes = (0..<length).map { _ in UInt8(97 + random.below(letters)) }
                guard let packed = pack(bytes, &compressor) else { continue }
                #expect(packed.count <= length - 4)
                #expect(packed.withByteView { LZF.unpack($0, count: length) } == bytes)
            }
        }
    }

    @Test func `what is not worth it is not packed`() {
        var compressor = LZFCompressor()
        #expect(pack(Array("abcdefghijklmnopqrstuvwxyz".utf8), &compressor) == nil)
        #expect(pack(Array("abcde".utf8), &compressor) == nil)
    }

    @Test func `a match reaches as far back as the format does, and no further`() throws {
        var compressor = LZFCompressor()
        let phrase = Array("a phrase that is there twice".utf8)
        for gap in [LZF.reach - phrase.count - 1, LZF.reach - phrase.count, LZF.reach] {
            var random = Random(seed: 9)
            let bytes = [0] + phrase + (0..<gap).map { _ in UInt8(random.below(4)) } + phrase + phrase
            let packed = try #require(pack(bytes, &compressor))
            #expect(packed.withByteView { LZF.unpack($0, count: bytes.count) } == bytes)
        }
    }

    @Test(
        arguments: [
            [0x20], [0x20, 0], [0xE0], [0xE0, 1], [5, 1, 2], [0, 65, 0x20, 1], [0, 65, 0xE0, 255, 0],
        ] as [[UInt8]])
    func `bytes that are no LZF are refused`(bytes: [UInt8]) {
        #expect(bytes.withByteView { LZF.unpack($0, count: 5) } == nil)
    }
}
