// LATENCY GRAPH: the samples of an event as columns of characters, four rows high, each with its age below,
// written downwards. Redis's layout, character for character.

import RESP

extension Command {
    /// Draws the samples of an event.
    static let latencyGraph = Command(
        "graph", arity: 3, [.admin, .noscript, .loading, .stale], tips: .latencyOfEveryNode,
        docs: Docs(
            .server, since: "2.8.13", "Draws the samples of an event.", complexity: "O(1)", syntax: "event")
    ) { call throws(RedisError) in
        let event = try call.bytes()
        let name = String(event.beforeNUL)
        guard let series = call.engine.latency.series[name] else {
            throw .quoting("ERR No samples available for event '", event, "'", limit: .max)
        }
        call.reply.verbatim(
            LatencyGraph(series.samples, now: call.now / 1000).text(name, worst: series.worst))
    }
}

/// A graph of samples.
private struct LatencyGraph {
    private static let width = 80
    private static let rows = 4
    private static let steps: [Character] = ["_", "o", "#"]

    private let samples: [LatencyMonitor.Sample]
    private let labels: [[Character]]
    private let low: Int
    private let high: Int

    init(_ samples: [LatencyMonitor.Sample], now: Int64) {
        self.samples = samples
        labels = samples.map { Array(LatencyGraph.age(now - $0.time)) }
        let all = samples.map(\.milliseconds)
        (low, high) = (all.min() ?? 0, all.max() ?? 0)
    }

    func text(_ event: String, worst: Int) -> String {
        let heading = "\(event) - high \(high) ms, low \(low) ms (all time high \(worst) ms)\n"
        let parts = stride(from: 0, to: samples.count, by: LatencyGraph.width).map { start in
            part(start..<min(start + LatencyGraph.width, samples.count))
        }
        return heading + String(repeating: "-", count: LatencyGraph.width) + "\n"
            + parts.joined(separator: "\n")
    }

    private func part(_ range: Range<Int>) -> String {
        var lines = (0..<LatencyGraph.rows).map { row in range.map { mark(of: $0, inRow: row) } }
        lines.append(range.map { _ in " " })
        let height = range.map { labels[$0].count }.max() ?? 0
        for place in 0..<height {
            lines.append(range.map { place < labels[$0].count ? labels[$0][place] : " " })
        }
        return lines.map { String($0) + "\n" }.joined()
    }

    /// The character of a sample in a row, counted from the top.
    private func mark(of index: Int, inRow row: Int) -> Character {
        let count = LatencyGraph.steps.count
        let all = count * LatencyGraph.rows
        let step = min((samples[index].milliseconds - low) * all / max(high - low, 1), all - 1)
        let place = step - (LatencyGraph.rows - row - 1) * count
        if place < 0 { return " " }
        return place < count ? LatencyGraph.steps[place] : "|"
    }

    private static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(seconds / 60)m"
        case ..<86_400: "\(seconds / 3600)h"
        default: "\(seconds / 86_400)d"
        }
    }
}
