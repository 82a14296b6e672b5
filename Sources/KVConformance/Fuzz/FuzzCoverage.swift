// What the random commands have reached: how often each command was sent and how often Redis refused it. A command
// that is hardly ever accepted is not tested, however many were sent.

/// Counts of commands and of refusals.
package struct FuzzCoverage {
    private var sent: [String: Int] = [:]
    private var refused: [String: Int] = [:]

    mutating func note(_ words: [[UInt8]], isRefused: Bool) {
        let name = String(decoding: words[0], as: UTF8.self).uppercased()
        sent[name, default: 0] += 1
        if isRefused { refused[name, default: 0] += 1 }
    }

    mutating func add(_ other: FuzzCoverage) {
        sent.merge(other.sent, uniquingKeysWith: +)
        refused.merge(other.refused, uniquingKeysWith: +)
    }

    /// A line for each command: its name, how often it was sent, and how many of a hundred were refused.
    package var lines: [String] {
        sent.sorted { $0.key < $1.key }.map { name, count in
            let share = "\(refused[name, default: 0] * 100 / count) % refused"
            return SummaryTable.columns([name, "\(count)", share])
        }
    }
}
