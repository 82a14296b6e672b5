// How far a long run is: how much is done, how fast it goes, how long it will take. Shown on a terminal only.

/// The progress of a run of so many things.
package struct Progress {
    private let total: Int
    private let unit: String
    private let start = ContinuousClock.now

    /// - Parameter unit: what is counted, in the plural: `cases`.
    package init(of total: Int, _ unit: String) {
        self.total = total
        self.unit = unit
    }

    /// Shows that so many are done, and a remark.
    package func show(_ done: Int, _ remark: String = "") {
        let text = Progress.text(done, of: total, unit, after: ContinuousClock.now - start)
        Console.progress(remark.isEmpty ? text : "\(text); \(remark)")
    }

    /// `30/120 cases, 10/s, 0:09 left`; rate and time are told when there is something to tell them from.
    static func text(_ done: Int, of total: Int, _ unit: String, after elapsed: Duration) -> String {
        let count = "\(done)/\(total) \(unit)"
        let seconds = elapsed / .seconds(1)
        guard done > 0, seconds >= 0.5 else { return count }
        let rate = Double(done) / seconds
        let left = Int((Double(max(0, total - done)) / rate).rounded(.up))
        return
            "\(count), \(rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))")/s, \(time(left)) left"
    }

    /// Seconds as `0:09` or `1:02:03`.
    private static func time(_ seconds: Int) -> String {
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let end = padded(seconds % 60)
        return hours > 0 ? "\(hours):\(padded(minutes)):\(end)" : "\(minutes):\(end)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
