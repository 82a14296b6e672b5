// The few figures that a noisy machine allows: medians, never means.

/// Reductions of repeated measurements.
enum Statistics {
    /// The middle value, or the mean of the two in the middle; 0 for none.
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The median of the ratios of measurements that were taken in pairs, one right after the other.
    ///
    /// What disturbs the machine for a second disturbs both of a pair, and so drops out.
    static func medianRatio(_ numerators: [Double], _ denominators: [Double]) -> Double {
        median(zip(numerators, denominators).compactMap { $1 > 0 ? $0 / $1 : nil })
    }
}
