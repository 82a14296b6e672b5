// How long the calls of a command took, for LATENCY HISTOGRAM: counts under limits that double, the limits of
// Redis's own histogram, so that the numbers in the reply are those that clients know (1, 2, 4, 8, 16, 33, 66 ...
// microseconds: a limit is the last nanosecond that Redis counts with a power of two).
//
// A run of equal commands in a pipeline is timed as a whole, see `Engine+Timing`; its calls are counted with their
// mean.

/// The calls of one command by how long they took.
final class LatencyHistogram {
    private static let first = 10
    private static let last = 30

    private let counts = FixedArray(repeating: 0, count: LatencyHistogram.last - LatencyHistogram.first + 1)

    var total: Int { (0..<counts.count).reduce(0) { $0 + counts[$1] } }

    func add(_ calls: Int, nanoseconds: UInt64) {
        counts[LatencyHistogram.place(of: nanoseconds)] += calls
    }

    /// The greatest number of nanoseconds counted under a power of two.
    private static func limit(_ exponent: Int) -> UInt64 { 1 << exponent + 1 << (exponent - 7) - 1 }

    private static func place(of nanoseconds: UInt64) -> Int {
        let exponent = UInt64.bitWidth - 1 - (nanoseconds | 1).leadingZeroBitCount
        let fitting = nanoseconds > limit(max(exponent, 7)) ? exponent + 1 : exponent
        return min(max(fitting, first), last) - first
    }

    /// Limits in microseconds with the number of calls under them; limits that add no call are left out.
    var cumulative: [(microseconds: Int64, calls: Int)] {
        var calls = 0
        return (0..<counts.count).compactMap { place in
            guard counts[place] > 0 else { return nil }
            calls += counts[place]
            let limit = LatencyHistogram.limit(place + LatencyHistogram.first)
            return (Int64(limit / 1000), calls)
        }
    }
}

extension Engine {
    /// Counts calls of a command that took so long together, while `latency-tracking` is on.
    func noteCalls(_ calls: Int, of id: CommandID, nanoseconds: UInt64) {
        guard state.value.keepsHistograms, calls > 0 else { return }
        histogram(of: id).add(calls, nanoseconds: nanoseconds / UInt64(calls))
    }

    private func histogram(of id: CommandID) -> LatencyHistogram {
        // Read once: this is asked for each batch of commands.
        let known = histograms
        if id < known.count, let histogram = known[id] { return histogram }
        let histogram = LatencyHistogram()
        var grown = known.isEmpty ? Array(repeating: nil, count: table.count) : known
        grown[id] = histogram
        histograms = grown
        return histogram
    }
}
