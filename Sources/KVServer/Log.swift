// What the server says of itself to a person: one line an event, on the levels of redis-server. Arguments of
// commands never appear here: a log is no place for passwords and sessions.

/// How much is said; each level includes those after it.
package enum LogLevel: String, CaseIterable, Comparable, Sendable {
    case debug, verbose, notice, warning

    package static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .verbose: 1
        case .notice: 2
        case .warning: 3
        }
    }
}

/// Where log lines go.
package struct Log: Sendable {
    private let level: LogLevel
    private let sink: @Sendable (LogLevel, String) -> Void

    /// - Parameter sink: is given each line of the level or above; called on the server's threads.
    package init(level: LogLevel, to sink: @escaping @Sendable (LogLevel, String) -> Void) {
        self.level = level
        self.sink = sink
    }

    /// Discards every line.
    package static let silent = Log(level: .warning) { _, _ in }

    package func callAsFunction(_ level: LogLevel, _ line: @autoclosure () -> String) {
        if level >= self.level { sink(level, line()) }
    }
}
