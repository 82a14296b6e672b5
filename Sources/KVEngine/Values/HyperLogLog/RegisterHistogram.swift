// How many registers have which value, and what that says about the number of elements.
//
// Source: Otmar Ertl, New cardinality estimation algorithms for HyperLogLog sketches, arXiv:1702.01284 (2017)

/// Counts of registers by their values.
struct RegisterHistogram {
    private var counts = [Int](repeating: 0, count: 64)

    mutating func add(_ value: UInt8, _ count: Int) { counts[Int(value & 63)] += count }

    /// About how many different elements make such registers.
    ///
    /// The order of the operations is Redis's, so that the last digit is, too.
    func estimate() -> UInt64 {
        let registers = Double(HyperLogLog.registerCount)
        let highest = HyperLogLog.runBits + 1
        var sum = registers * RegisterHistogram.tau((registers - Double(counts[highest])) / registers)
        for value in stride(from: highest - 1, through: 1, by: -1) {
            sum += Double(counts[value])
            sum *= 0.5
        }
        sum += registers * RegisterHistogram.sigma(Double(counts[0]) / registers)
        // Half the reciprocal of the logarithm of two.
        let estimate = 0.721347520444481703680 * registers * registers / sum
        // Only registers that no hash has made lead beyond: C's conversion has this answer to all of them.
        guard estimate < 0x1p63 else { return 1 << 63 }
        return UInt64(estimate.rounded(.toNearestOrAwayFromZero))
    }

    /// What registers that are still zero contribute.
    private static func sigma(_ share: Double) -> Double {
        if share == 1 { return .infinity }
        var (power, weight, sum, previous) = (share, 1.0, share, -1.0)
        while previous != sum {
            power *= power
            previous = sum
            sum += power * weight
            weight += weight
        }
        return sum
    }

    /// What registers that are as high as can be contribute.
    private static func tau(_ share: Double) -> Double {
        if share == 0 || share == 1 { return 0 }
        var (root, weight, sum, previous) = (share, 1.0, 1 - share, -1.0)
        while previous != sum {
            root = root.squareRoot()
            previous = sum
            weight *= 0.5
            sum -= (1 - root) * (1 - root) * weight
        }
        return sum / 3
    }
}
