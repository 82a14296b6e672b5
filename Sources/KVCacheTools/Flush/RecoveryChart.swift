// The recovery of a cache as a picture: one file that refers to nothing, for a ticket or a pull request. It follows the
// reader's light or dark mode, says in words what it shows, and has its figures beside it as CSV.

import KVToolSupport

/// The chart of a recovery.
struct RecoveryChart {
    private let verdict: RecoveryVerdict
    private let target: String

    init(_ verdict: RecoveryVerdict, target: String) {
        self.verdict = verdict
        self.target = target
    }

    // The plot's edges, in units of the picture.
    private static let (left, right, top, bottom) = (56.0, 744.0, 48.0, 292.0)

    private var end: Double {
        let last = verdict.samples.last?.at ?? verdict.limit
        return max(last, .seconds(1)) / .seconds(1)
    }

    /// Some room for what was before the flush.
    private var begin: Double { -end / 20 }

    private func x(_ seconds: Double) -> Double {
        RecoveryChart.left + (seconds - begin) / (end - begin) * (RecoveryChart.right - RecoveryChart.left)
    }

    private func y(_ percent: Double) -> Double {
        RecoveryChart.bottom - percent / 100 * (RecoveryChart.bottom - RecoveryChart.top)
    }

    /// The picture as a file of its own.
    var svg: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element + "\n" }

    /// The picture as part of a page.
    var element: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 360" role="img" aria-labelledby="rt rd" \
        font-family="system-ui, sans-serif" font-size="12">
        <title id="rt">Cache recovery after a flush of \(Markup.escape(target))</title>
        <desc id="rd">\(Markup.escape(verdict.line))</desc>
        \(RecoveryChart.style)
        <rect class="paper" width="800" height="360"/>
        <text class="ink" x="56" y="28" font-size="15">\(Markup.escape(verdict.line))</text>
        \((grid + marks + [rates] + [latencies]).filter { !$0.isEmpty }.joined(separator: "\n"))
        \(legend)
        </svg>
        """
    }

    private static let style = """
        <style>
        .paper{fill:#fff}.ink{fill:#1a1a1a}.faint{fill:#666}.grid{stroke:#ddd}.goal{stroke:#1a7f37;stroke-dasharray:6 4}
        .mark{stroke:#999;stroke-dasharray:2 4}.flush{stroke:#b35900;stroke-width:2}.rate{stroke:#0b5cad;fill:none;stroke-width:2}
        .latency{stroke:#a03070;fill:none;stroke-width:1.5;stroke-dasharray:4 2}
        @media (prefers-color-scheme:dark){.paper{fill:#15181c}.ink{fill:#eee}.faint{fill:#aaa}.grid{stroke:#333}
        .goal{stroke:#5fd07f}.flush{stroke:#ffb066}.rate{stroke:#7ab8ff}.latency{stroke:#ff8fc7}}
        </style>
        """

    private var grid: [String] {
        [0.0, 20, 40, 60, 80, 100].map { percent in
            let height = Figures.decimal(y(percent))
            return """
                <line class="\(percent == 80 ? "goal" : "grid")" x1="56" x2="744" y1="\(height)" y2="\(height)"/>\
                <text class="faint" x="50" y="\(height)" dy="4" text-anchor="end">\(Int(percent))%</text>
                """
        }
    }

    /// The flush, and the times that the runbook names as far as they were reached.
    private var marks: [String] {
        var marks = [(0.0, "flush", "flush")]
        if end >= 120 { marks.append((120, "2:00", "mark")) }
        if end >= 600 { marks.append((600, "10:00", "mark")) }
        if end < 590 { marks.append((end, DurationText.clock(.seconds(end)), "mark")) }
        return marks.map { seconds, label, kind in
            let place = Figures.decimal(x(seconds))
            return """
                <line class="\(kind)" x1="\(place)" x2="\(place)" y1="48" y2="292"/>\
                <text class="faint" x="\(place)" y="308" text-anchor="middle">\(label)</text>
                """
        }
    }

    private var rates: String {
        var points = verdict.samples.compactMap { sample in
            sample.hitRate.map { (sample.at / .seconds(1), y($0)) }
        }
        if let before = verdict.before { points.insert((begin, y(before)), at: 0) }
        return line(points, "rate")
    }

    /// Against the highest of them, as there is no scale that suits every database.
    private var latencies: String {
        let highest = verdict.samples.compactMap(\.latency).max() ?? 0
        guard highest > 0 else { return "" }
        return line(
            verdict.samples.compactMap { sample in
                sample.latency.map { (sample.at / .seconds(1), y($0 / highest * 100)) }
            }, "latency")
    }

    private func line(_ points: [(seconds: Double, height: Double)], _ kind: String) -> String {
        guard !points.isEmpty else { return "" }
        let places = points.map { "\(Figures.decimal(x($0.seconds))),\(Figures.decimal($0.height))" }
        return "<polyline class=\"\(kind)\" points=\"\(places.joined(separator: " "))\"/>"
    }

    private var legend: String {
        let highest = verdict.samples.compactMap(\.latency).max()
        let database = highest.map { "; dashed: database latency, up to \(Figures.decimal($0)) ms" } ?? ""
        return "<text class=\"faint\" x=\"56\" y=\"340\">hit rate of each interval, in percent; "
            + "green: 80%\(database)</text>"
    }

    // MARK: Figures

    /// The same figures as a table.
    var csv: String {
        let rows = verdict.samples.map { sample in
            let rate = sample.hitRate.map(Figures.decimal) ?? ""
            return
                "\(Figures.decimal(sample.at / .seconds(1))),\(rate),\(sample.latency.map { "\($0)" } ?? "")"
        }
        return (["seconds,hit_rate_percent,db_latency_ms"] + rows).joined(separator: "\n") + "\n"
    }

    /// Beside the picture.
    static func csvPath(for path: String) -> String {
        path.hasSuffix(".svg") ? path.dropLast(4) + ".csv" : path + ".csv"
    }
}

/// Text inside markup.
enum Markup {
    /// The text with what means something in XML and HTML written as entities; control characters, which neither may
    /// hold, as question marks.
    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;".unicodeScalars
            case "<": result += "&lt;".unicodeScalars
            case ">": result += "&gt;".unicodeScalars
            case "\"": result += "&quot;".unicodeScalars
            case "'": result += "&#39;".unicodeScalars
            default: result.append(scalar.properties.generalCategory == .control ? "?" : scalar)
            }
        }
        return String(result)
    }
}
