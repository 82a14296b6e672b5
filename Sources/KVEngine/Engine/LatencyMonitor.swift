// Spells of slowness by kind of event, for LATENCY: of each second the longest, of the last 160 seconds that had
// any. Nothing is kept, and no clock read, while `latency-monitor-threshold` is 0.

/// What LATENCY tells of.
final class LatencyMonitor {
    struct Sample: Equatable {
        /// Unix seconds.
        let time: Int64
        var milliseconds: Int
    }

    /// The samples of one kind of event.
    struct Series {
        private static let limit = 160

        /// The oldest first; never empty once it is kept.
        private(set) var samples: [Sample] = []
        /// The longest since the start, though its sample may have gone.
        private(set) var worst = 0

        fileprivate mutating func add(_ sample: Sample) {
            worst = max(worst, sample.milliseconds)
            if let last = samples.last, last.time == sample.time {
                samples[samples.count - 1].milliseconds = max(last.milliseconds, sample.milliseconds)
                return
            }
            if samples.count == Series.limit { samples.removeFirst() }
            samples.append(sample)
        }
    }

    private(set) var series: [String: Series] = [:]

    func add(_ sample: Sample, to event: StaticString) { series["\(event)", default: Series()].add(sample) }

    func removeAll() -> Int {
        defer { series = [:] }
        return series.count
    }

    /// Forgets the events of a name, in any case; how many there were.
    func remove(_ name: String) -> Int {
        let names = series.keys.filter { $0.lowercased() == name.lowercased() }
        for name in names { series[name] = nil }
        return names.count
    }
}

extension Engine {
    /// Keeps an event that took so long, if it was long enough.
    func noteLatency(of event: StaticString, nanoseconds: UInt64) {
        let milliseconds = Int(clamping: nanoseconds / 1_000_000)
        guard settings.latencyMonitorThreshold > 0, milliseconds >= settings.latencyMonitorThreshold else {
            return
        }
        latency.add(LatencyMonitor.Sample(time: now / 1000, milliseconds: milliseconds), to: event)
    }

    /// Does something, and keeps how long it took while that is asked for.
    func watchingLatency<R>(of event: StaticString, _ body: () -> R) -> R {
        guard settings.latencyMonitorThreshold > 0 else { return body() }
        let start = monotonicNanoseconds()
        defer { noteLatency(of: event, nanoseconds: monotonicNanoseconds() &- start) }
        return body()
    }
}
