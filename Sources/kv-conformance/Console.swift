// What kv-conformance writes: results on standard output, remarks on standard error, and on a terminal a line that
// tells how far it is.

import Foundation
import KVToolSupport

/// Text for people.
enum Console {
    /// A reader that goes away ends the run, and is no error.
    static func endQuietlyWhenNobodyReads() { signal(SIGPIPE, SIG_DFL) }

    /// Prints one line at once, so that a long run can be watched through a pipe.
    static func say(_ line: String) {
        clearProgress()
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Prints a remark that is no part of the result.
    static func note(_ line: String) {
        clearProgress()
        FileHandle.standardError.write(Data(("kv-conformance: " + line + "\n").utf8))
    }

    /// Shows how far a run is, in place of what was shown before; only on a terminal.
    static func progress(_ text: String) {
        guard isTerminal else { return }
        let width = max(20, Terminal.standardOutput.width - 1)
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text.prefix(width))".utf8))
    }

    /// Takes the line of progress away.
    static func clearProgress() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private static let isTerminal = isatty(STDERR_FILENO) == 1
}
