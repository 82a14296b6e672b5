// HyperLogLogs where the cases compared with a server do not reach: both forms against one another over thousands of
// elements, and strings that nobody made in good faith.

import RESP
import Testing

@testable import KVEngine

@Suite struct HyperLogLogTests {
    private let redis = TestEngine()

    @Test func `every byte counts in a hash, also those behind the last word`() {
        let hashes = (0...40).map { length in
            String(repeating: "x", count: length).withByteView { MurmurHash.hash($0, seed: 1) }
        }
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func `both forms hold the same registers after every element`() throws {
        let block = StringBlock.zeroed(HyperLogLog.denseSize)
        defer { block.free() }
        block.mutableBytes.write(ByteView("HYLL"), at: 0)
        let dense = DenseRegisters(bytes: block.mutableBytes)
        var sparse = try #require(
            HyperLogLog.empty.withByteView { view in
                HyperLogLogView(view).map { SparseRegisters($0, sizeLimit: 1 << 20) }
            })
        for number in 0..<3000 {
            let place = "element \(number)".withByteView { HyperLogLog.place(of: $0) }
            let isHigher = dense.raise(place.register, to: place.value)
            #expect((sparse.raise(place.register, to: place.value) == .raised) == isHigher)
            guard number.isMultiple(of: 250) else { continue }
            let expected = registers(block.view)
            sparse.bytes.withByteView { #expect(registers($0) == expected) }
            #expect(
                sparse.bytes.withByteView { HyperLogLogView($0)?.estimate() }
                    == HyperLogLogView(block.view)?.estimate())
        }
    }

    private func registers(_ bytes: ByteView) -> [UInt8]? {
        var registers = [UInt8](repeating: 0, count: HyperLogLog.registerCount)
        return HyperLogLogView(bytes)?.merge(into: &registers) == true ? registers : nil
    }

    @Test func `a register of six bits leaves its neighbours alone`() {
        let block = StringBlock.zeroed(HyperLogLog.denseSize)
        defer { block.free() }
        let registers = DenseRegisters(bytes: block.mutableBytes)
        for register in [0, 1, 2, 3, 4, 100, 16_382, 16_383] {
            registers[register] = 63
            #expect(registers[register] == 63)
            #expect((0..<HyperLogLog.registerCount).filter { registers[$0] != 0 } == [register])
            registers[register] = 0
        }
    }

    @Test func `no string makes a command trap, and what follows is answered`() {
        var random = Random(seed: 5)
        let header = Array("HYLL\u{1}\0\0\0\0\0\0\0\0\0\0".utf8)
        for round in 0..<400 {
            let body = (0..<random.below(12)).map { _ in
                [0x7F, 0xFF, 0x40, 0x00, 0x80, 0xFB, UInt8(random.below(256))][random.below(7)]
            }
            let bytes = header + [UInt8(random.below(2) * 128)] + body
            _ = redis.raw(arguments: [Array("SET".utf8), Array("h".utf8), bytes])
            for line in [
                "PFADD h a\(round) b c d e f g", "PFCOUNT h", "PFDEBUG DECODE h", "PFCOUNT h h",
                "PFMERGE h h",
            ] {
                let reply = redis(line)
                #expect(
                    !reply.isEmpty && (!reply.hasPrefix("-") || reply.hasPrefix("-INVALIDOBJ")),
                    "\(bytes) \(line)")
            }
            redis.checkInvariants()
        }
    }

    @Test func `PFCOUNT of one key counts as a change only when it computes`() {
        redis("PFADD h a b c")
        let counters = redis.engine.counters
        let before = counters.value.dirty
        redis("PFCOUNT h")
        #expect(counters.value.dirty == before + 1)
        redis("PFCOUNT h")
        redis("PFCOUNT h h")
        #expect(counters.value.dirty == before + 1)
        redis("PFDEBUG TODENSE h")
        redis("PFDEBUG TODENSE h")
        #expect(counters.value.dirty == before + 2)
        redis("PFADD h d e a")
        #expect(counters.value.dirty == before + 4)
    }

    @Test func `a HyperLogLog moves between its forms without losing its deadline or its account`() {
        redis("PFADD h a")
        redis("EXPIRE h 100")
        for number in 0..<40 {
            let elements = (0..<60).map { "e\(number * 60 + $0)" }.joined(separator: " ")
            redis("PFADD h \(elements)")
            redis.checkInvariants()
        }
        #expect(redis("PFDEBUG ENCODING h") == "+dense\r\n")
        #expect(redis("TTL h") == ":100\r\n")
        #expect(redis("STRLEN h") == ":12304\r\n")
        #expect(redis("COPY h c") == ":1\r\n")
        redis("PFADD h another one and more")
        #expect(redis("PFCOUNT c") != redis("PFCOUNT h"))
    }

    @Test func `the self test passes from every seed`() throws {
        for seed in 0..<5 as Range<UInt64> {
            let test = HyperLogLogSelfTest(seed: seed &* 0x9E37_79B9_7F4A_7C15)
            try test.checkRegisters()
            try test.checkEstimates(sizeLimit: 3000)
        }
    }
}
