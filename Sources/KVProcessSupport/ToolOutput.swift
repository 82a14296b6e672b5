// What a tool for a store writes: the report on standard output, everything else on standard error. A reader of the
// report that goes away, as `head` does, stops the report and not the work: whoever cleans up wants it done.

import Foundation
import KVSockets
import KVToolSupport

/// The two streams of a tool.
package final class ToolOutput: Sendable {
    /// What standard output can show.
    package let style: OutputStyle
    /// What standard error can show.
    package let errorStyle: OutputStyle
    private let options: CommonOptions
    private let isClosed = Locked(false)
    private let progressIsShown = Locked(false)

    package init(
        _ options: CommonOptions, environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.options = options
        style = OutputStyle(.standardOutput, environment: environment, noColor: options.noColor)
        errorStyle = OutputStyle(.standardError, environment: environment, noColor: options.noColor)
        // The end of a reader is an error of the write that meets it, not the end of the program.
        signal(SIGPIPE, SIG_IGN)
    }

    /// A line of the report; with `--json` there is none but the object.
    package func report(_ line: String) {
        if !options.json { toStandardOutput(line + "\n") }
    }

    /// The report of `--json`.
    package func report(_ value: JSONValue) {
        if options.json { toStandardOutput(value.text + "\n") }
    }

    /// A line of the log, which `--quiet` silences.
    package func log(_ line: String) {
        if !options.quiet { toStandardError(line) }
    }

    /// A line that is told whatever the flags say, such as where the tool is about to work.
    package func announce(_ line: String) { toStandardError(OneLine.of(line)) }

    /// What has to be read, whatever the flags say.
    package func warn(_ text: String) {
        toStandardError(errorStyle.paint("warning:", .yellow) + " " + OneLine.of(text))
    }

    /// Why the run has failed, or did not begin.
    package func complain(_ text: String) {
        toStandardError(errorStyle.paint("error:", .red) + " " + OneLine.of(text))
    }

    /// A question, at whose end the answer is typed.
    package func ask(_ question: String) {
        clearProgress()
        write(question + " ", to: .standardError)
    }

    // MARK: Progress

    /// Shows how far the run is, in place of what was shown before; only on a terminal.
    package func progress(_ text: String) {
        guard errorStyle.isAnimated, !options.quiet else { return }
        progressIsShown.withLock { $0 = true }
        write("\r\u{1B}[K" + text.prefix(max(20, errorStyle.width - 1)), to: .standardError)
    }

    /// Takes the line of progress away.
    package func clearProgress() {
        let wasShown = progressIsShown.withLock { isShown in
            defer { isShown = false }
            return isShown
        }
        if wasShown { write("\r\u{1B}[K", to: .standardError) }
    }

    // MARK: Writing

    private func toStandardOutput(_ text: String) {
        clearProgress()
        if isClosed.withLock({ $0 }) { return }
        if !write(text, to: .standardOutput) { isClosed.withLock { $0 = true } }
    }

    private func toStandardError(_ line: String) {
        clearProgress()
        write(line + "\n", to: .standardError)
    }

    @discardableResult
    private func write(_ text: String, to stream: FileHandle) -> Bool {
        do {
            try stream.write(contentsOf: Data(text.utf8))
            return true
        } catch {
            return false
        }
    }
}
