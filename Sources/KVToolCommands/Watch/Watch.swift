// `kvtool watch`: how a store is used, as it goes on.

import KVCacheTools
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// How a store is used: hit rate, commands a second, memory, clients.
    static let watch = Subcommand(
        "watch", "Looks at the server's statistics every few seconds: hit rate, commands, memory, clients.",
        timeout: "none",
        sections: [
            FlagSection(
                "How long",
                [
                    Flag("duration", "time", help: "As in 10m. Default: until it is stopped by Ctrl-C."),
                    Flag("interval", "time", help: "The time from one look to the next. Default: 5s."),
                ])
        ],
        examples: [
            UsageExample("", "A line every five seconds, until Ctrl-C."),
            UsageExample("--duration 10m --interval 10s --json", "Ten minutes as one object, for a program."),
        ]
    ) { flags throws(UsageError) in
        let day = Duration.seconds(86_400)
        let options = WatchOptions(
            duration: try flags.duration("duration", in: .milliseconds(1)...day * 365),
            interval: try flags.duration("interval", in: .milliseconds(10)...day) ?? .seconds(5))
        return Plan(limit: nil) { place in try await WatchRun(options, place).run() }
    }
}

/// How long to watch.
struct WatchOptions: Sendable {
    var duration: Duration?
    var interval = Duration.seconds(5)
}

/// A run of a watch.
struct WatchRun: Sendable {
    /// How many looks are kept for the end; of a longer watch the last ones.
    private static let mostSamples = 10_000

    private let options: WatchOptions
    private let place: Workplace

    init(_ options: WatchOptions, _ place: Workplace) {
        self.options = options
        self.place = place
    }

    func run() async throws -> CommandReport {
        let watching = Task { try await samples() }
        place.stop.whenAsked { watching.cancel() }
        return WatchRun.report(try await watching.value, place.output.style)
    }

    /// Looks until the time is over, or somebody wants it to end.
    private func samples() async throws -> [WatchSample] {
        var samples: [WatchSample] = []
        do {
            try await look { sample in
                samples.append(sample)
                if samples.count > WatchRun.mostSamples { samples.removeFirst(WatchRun.mostSamples / 2) }
                place.output.report(WatchLine.text(sample))
            }
        } catch is CancellationError {}
        return samples
    }

    private func look(_ told: (WatchSample) -> Void) async throws {
        var last = try await counts()
        let begin = place.time.elapsed()
        var lastTime = begin
        place.output.report(WatchLine.head)
        for number in 1... {
            let due = min(options.interval * number, options.duration ?? .seconds(Int64(Int32.max)))
            try await place.time.sleep(max(due - (place.time.elapsed() - begin), .zero))
            let now = try await counts()
            let time = place.time.elapsed()
            told(WatchSample(now, since: last, at: time - begin, span: time - lastTime, own: 1))
            (last, lastTime) = (now, time)
            if let duration = options.duration, due >= duration { return }
        }
    }

    private func counts() async throws -> ServerCounts {
        guard let counts = ServerCounts(try await place.store.send(.info())) else {
            throw KVError(.unsupported, "the server does not tell how many keys were found")
        }
        return counts
    }

    private static func report(_ samples: [WatchSample], _ style: OutputStyle) -> CommandReport {
        let rates = samples.compactMap(\.hitRate)
        let (hits, misses) = samples.reduce(into: (0, 0)) { $0 = ($0.0 + $1.hits, $0.1 + $1.misses) }
        let average = hits + misses > 0 ? Double(hits) * 100 / Double(hits + misses) : nil
        var lines: [String] = []
        if let average, let low = rates.min(), let high = rates.max() {
            let line = Bars.sparkline(rates, width: max(style.width - 50, 10))
            lines.append(
                "hit rate \(line)  \(Figures.decimal(average))% "
                    + "(\(Figures.decimal(low)) to \(Figures.decimal(high)))")
        } else if !samples.isEmpty {
            lines.append("hit rate: nothing was read")
        }
        return CommandReport(
            lines,
            [
                .init("samples", .array(samples.map(\.json))),
                .init(
                    "totals",
                    [
                        "hits": JSONValue(hits), "misses": JSONValue(misses),
                        "hitRate": average.map { .number(Figures.rounded($0)) } ?? .null,
                    ]),
            ])
    }
}

/// A look as a line of a table that is printed while it grows.
enum WatchLine {
    private static let widths = [8, 8, 12, 10, 10, 11, 8]

    static let head = row(["AT", "HIT RATE", "", "HITS", "OPS/S", "MEMORY", "CLIENTS"])

    static func text(_ sample: WatchSample) -> String {
        row([
            DurationWord.clock(sample.at), sample.hitRate.map { "\(Figures.decimal($0))%" } ?? "-",
            Bars.bar((sample.hitRate ?? 0) / 100, width: 12), Figures.grouped(sample.hits),
            Figures.decimal(sample.rate), sample.memory.map(Figures.bytes) ?? "-",
            sample.clients.map(Figures.grouped) ?? "-",
        ])
    }

    /// Everything to the right but the bar.
    private static func row(_ cells: [String]) -> String {
        zip(cells, widths).enumerated().map { index, cell in
            let space = String(repeating: " ", count: max(cell.1 - cell.0.count, 0))
            return index == 2 ? cell.0 + space : space + cell.0
        }.joined(separator: "  ")
    }
}
