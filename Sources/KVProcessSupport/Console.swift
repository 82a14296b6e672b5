// What a program writes: results on standard output, remarks on standard error, and on a terminal a line that tells
// how far it is.

import Foundation
import KVSockets
import KVToolSupport

/// Text for people.
package enum Console {
    /// Prints one line at once, so that a long run can be watched through a pipe.
    package static func say(_ line: String) { print(line + "\n") }

    /// Prints text as it stands.
    ///
    /// A reader that goes away ends the program as SIGPIPE would, but with nothing left behind.
    package static func print(_ text: String) {
        clearProgress()
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            if isBrokenPipe(error) { Ending.now(128 + SIGPIPE) }
            Ending.now(
                ExitCode.failure, saying: "standard output cannot be written: \(error.localizedDescription)")
        }
    }

    /// Prints a remark that is no part of the result.
    package static func note(_ line: String) {
        clearProgress()
        toStandardError("\(ProcessInfo.processInfo.processName): \(line)\n")
    }

    // MARK: Progress

    /// Shows how far a run is, in place of what was shown before; only on a terminal.
    package static func progress(_ text: String) {
        guard showsProgress else { return }
        hasProgressLine.withLock { $0 = true }
        let width = max(20, Terminal.standardError.width - 1)
        toStandardError(startOfLine + text.prefix(width))
    }

    /// Takes the line of progress away.
    package static func clearProgress() {
        let isThere = hasProgressLine.withLock { isThere in
            defer { isThere = false }
            return isThere
        }
        if isThere { toStandardError(startOfLine) }
    }

    private static let hasProgressLine = Locked(false)

    private static let showsProgress = Terminal.standardError.isInteractive && !isDumb
    private static let startOfLine = "\r\u{1B}[K"

    // MARK: Colour

    /// Whether what `say` prints may have colours: on a terminal, unless NO_COLOR is set.
    package static let hasColours =
        Terminal.standardOutput.isInteractive && !isDumb && environment["NO_COLOR", default: ""].isEmpty

    private static let isDumb = environment["TERM"] == "dumb"
    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    // MARK: Writing

    /// A remark that nobody can read is no reason to stop.
    private static func toStandardError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private static func isBrokenPipe(_ error: any Error) -> Bool {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return cause.domain == NSPOSIXErrorDomain && cause.code == Int(EPIPE)
    }
}
