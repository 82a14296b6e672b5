// The test that PFSELFTEST runs: registers keep what they are given, and estimates are near the truth, the same for both
// forms.

import RESP

/// Tests the parts of a HyperLogLog on random values.
struct HyperLogLogSelfTest {
    let seed: UInt64

    private static let elements = 10_000
    /// The standard error of an estimate.
    private static let relativeError = 1.04 / 128

    /// - Throws: TESTFAILED when a register does not hold what it was given.
    func checkRegisters() throws(RedisError) {
        let block = StringBlock.zeroed(HyperLogLog.denseSize)
        defer { block.free() }
        let registers = DenseRegisters(bytes: block.mutableBytes)
        var random = Random(seed: seed)
        let values = (0..<HyperLogLog.registerCount).map { _ in UInt8(random.below(64)) }
        for (register, value) in values.enumerated() { registers[register] = value }
        for (register, value) in values.enumerated() where registers[register] != value {
            throw RedisError(
                "TESTFAILED Register \(register) should be \(value) but is \(registers[register])")
        }
    }

    /// - Throws: TESTFAILED when the forms disagree or an estimate is far from the truth.
    func checkEstimates(sizeLimit: Int) throws(RedisError) {
        let block = StringBlock.zeroed(HyperLogLog.denseSize)
        defer { block.free() }
        block.mutableBytes.write(ByteView("HYLL"), at: 0)
        let dense = DenseRegisters(bytes: block.mutableBytes)
        var sparse = HyperLogLog.empty.withByteView { view in
            HyperLogLogView(view).map { SparseRegisters($0, sizeLimit: sizeLimit) }
        }
        var checkpoint = 1
        for count in 1...HyperLogLogSelfTest.elements {
            let place = place(of: UInt64(count) ^ seed)
            _ = dense.raise(place.register, to: place.value)
            if sparse?.raise(place.register, to: place.value) == .outgrown { sparse = nil }
            guard count == checkpoint else { continue }
            let estimate = HyperLogLogView(block.view)?.estimate() ?? 0
            if let bytes = sparse?.bytes, bytes.withByteView({ HyperLogLogView($0)?.estimate() }) != estimate
            {
                throw RedisError("TESTFAILED dense/sparse disagree")
            }
            try check(estimate, of: count)
            checkpoint *= 10
        }
    }

    private func place(of element: UInt64) -> (register: Int, value: UInt8) {
        (0..<8).map { UInt8(truncatingIfNeeded: element >> UInt64(8 * $0)) }
            .withByteView { HyperLogLog.place(of: $0) }
    }

    private func check(_ estimate: UInt64, of count: Int) throws(RedisError) {
        let error = (Double(estimate) - Double(count)).magnitude
        guard error > (6 * HyperLogLogSelfTest.relativeError * Double(count)).rounded(.up) else { return }
        throw RedisError("TESTFAILED Too big error. card:\(count) abserr:\(Int(error))")
    }
}
