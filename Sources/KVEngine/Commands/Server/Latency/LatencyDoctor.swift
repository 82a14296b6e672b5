// LATENCY DOCTOR: the samples of every event in words, in sentences of our own.

import RESP

extension Command {
    /// Tells what was slow, in words.
    static let latencyDoctor = Command(
        "doctor", arity: 2, [.admin, .noscript, .loading, .stale], tips: .latencyOfEveryNode,
        docs: Docs(.server, since: "2.8.13", "Tells in words what was slow.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.verbatim(call.engine.latencyReport)
    }
}

extension Engine {
    fileprivate var latencyReport: String {
        if latency.series.isEmpty {
            return settings.latencyMonitorThreshold == 0
                ? "Latency is not watched. CONFIG SET latency-monitor-threshold <milliseconds> watches it.\n"
                : "Nothing has taken \(settings.latencyMonitorThreshold) ms or longer so far.\n"
        }
        let lines = latency.series.sorted { $0.key < $1.key }.enumerated().map { place, item in
            "\(place + 1). \(item.key): \(describe(item.value))\n"
        }
        return "Some things took long:\n\n" + lines.joined() + "\n" + advice
    }

    private func describe(_ series: LatencyMonitor.Series) -> String {
        let all = series.samples.map(\.milliseconds)
        let mean = all.reduce(0, +) / all.count
        let deviation = all.reduce(0) { $0 + abs($1 - mean) } / all.count
        let seconds = max(1, now / 1000 - series.samples[0].time)
        let every = InfoText.fixed(Double(seconds) / Double(all.count), places: 2)
        return """
            \(all.count) seconds with spikes, one every \(every) s; \(mean) ms on average, mean deviation \
            \(deviation) ms; the worst ever took \(series.worst) ms.
            """
    }

    private var advice: String {
        settings.slowlogLogSlowerThan < 0
            ? "CONFIG SET slowlog-log-slower-than <microseconds> lets SLOWLOG name the commands.\n"
            : "SLOWLOG GET names the commands that took \(settings.slowlogLogSlowerThan) microseconds or more.\n"
    }
}
