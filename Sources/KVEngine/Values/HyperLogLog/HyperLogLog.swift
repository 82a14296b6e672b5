// A HyperLogLog: a string that tells about how many different elements were added to it, without holding them. An
// element's hash chooses one of 16384 registers, and a register keeps the longest run of zeros with which such a hash
// went on. Strings are Redis's, byte for byte: clients may GET one here and SET it there.
//
//     "HYLL" | 0 dense, 1 sparse | 3 unused | cached count, 8, little-endian, its highest bit set when stale | registers
//
// Dense, a register has six bits (`DenseRegisters`). Sparse, the registers are runs of equal values (`SparseRun`).
// A string may come from anywhere, so that nothing here trusts it beyond what was checked.
//
// Source: Flajolet et al., HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm (2007);
// https://redis.io/docs/data-types/probabilistic/hyperloglogs/

import RESP

enum HyperLogLog {
    /// The bits of a hash that choose a register.
    static let indexBits = 14
    static let registerCount = 1 << indexBits
    /// The bits of a hash whose zeros are counted, up to the first that is not.
    static let runBits = 64 - indexBits

    static let headerSize = 16
    static let denseSize = headerSize + registerCount * DenseRegisters.width / 8

    /// The register that an element belongs to and what it raises it to.
    static func place(of element: ByteView) -> (register: Int, value: UInt8) {
        let hash = MurmurHash.hash(element, seed: 0xADC8_3B19)
        // A hash of nothing but zeros ends all the same.
        let rest = hash >> UInt64(indexBits) | 1 << UInt64(runBits)
        return (Int(hash & UInt64(registerCount - 1)), UInt8(rest.trailingZeroBitCount + 1))
    }

    /// An empty one: sparse, one run of zeros, a count of zero that holds.
    static let empty: [UInt8] =
        Array("HYLL".utf8) + [1] + [UInt8](repeating: 0, count: 11)
        + SparseRun(value: 0, length: registerCount).bytes
}

/// A string read as a HyperLogLog.
struct HyperLogLogView {
    let bytes: ByteView

    /// Nil for a string that is none; whether the registers of a sparse one are in order is not seen yet.
    init?(_ bytes: ByteView) {
        guard bytes.count >= HyperLogLog.headerSize, bytes[0..<4] == "HYLL", bytes[4] <= 1,
            bytes[4] == 1 || bytes.count == HyperLogLog.denseSize
        else { return nil }
        self.bytes = bytes
    }

    var isDense: Bool { bytes[4] == 0 }

    /// The count as it was computed last; nil when elements have come since.
    var cachedCount: UInt64? {
        let word = bytes.word(at: 8)
        return word >> 63 == 0 ? word : nil
    }

    /// Hands the value of each register, and in how many it stands one after another, to `body`.
    ///
    /// - Returns: false when the registers are not in order: too many or too few.
    @inline(__always)
    func forEachRun(_ body: (_ value: UInt8, _ length: Int) -> Void) -> Bool {
        if isDense {
            for register in 0..<HyperLogLog.registerCount {
                body(DenseRegisters.value(register, in: bytes), 1)
            }
            return true
        }
        var (position, registers) = (HyperLogLog.headerSize, 0)
        while position < bytes.count {
            let run = SparseRun(in: bytes, at: position)
            registers += run.length
            guard registers <= HyperLogLog.registerCount else { return false }
            body(run.value, run.length)
            position += run.size
        }
        return registers == HyperLogLog.registerCount
    }

    /// About how many different elements were added; nil when the registers are not in order.
    ///
    /// - Complexity: O(n) in the number of registers.
    func estimate() -> UInt64? {
        var histogram = RegisterHistogram()
        return forEachRun { histogram.add($0, $1) } ? histogram.estimate() : nil
    }

    /// Raises registers, one a byte, to those that are higher here; false when the registers are not in order.
    ///
    /// - Complexity: O(n) in the number of registers.
    func merge(into registers: inout [UInt8]) -> Bool {
        var index = 0
        return forEachRun { value, length in
            if value > 0 {
                for place in index..<index + length where value > registers[place] {
                    registers[place] = value
                }
            }
            index += length
        }
    }

    /// The dense form of a sparse one; nil when the registers are not in order.
    func dense() -> StringBlock? {
        let block = StringBlock.zeroed(HyperLogLog.denseSize)
        let registers = DenseRegisters(bytes: block.mutableBytes)
        block.mutableBytes.write(bytes[0..<HyperLogLog.headerSize], at: 0)
        block.mutableBytes[4] = 0
        var index = 0
        let isValid = forEachRun { value, length in
            if value > 0 { for offset in 0..<length { registers[index + offset] = value } }
            index += length
        }
        guard isValid else {
            block.free()
            return nil
        }
        return block
    }
}

extension MutableBytes {
    /// Says of a HyperLogLog that its count is stale.
    func invalidateCount() { self[15] |= 0x80 }

    /// Keeps a HyperLogLog's count.
    func cache(count: UInt64) {
        for index in 0..<8 { self[8 + index] = UInt8(truncatingIfNeeded: count >> UInt64(8 * index)) }
    }
}
