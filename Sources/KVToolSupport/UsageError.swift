// A mistake in a command line, and the exit codes our programs agree on. Parsing returns mistakes as values;
// only an executable prints them and exits, so that everything up to there can be tested.

/// A mistake in a command line, told in one line that names the flag.
package struct UsageError: Error, Equatable {
    package let message: String

    package init(_ message: String) { self.message = OneLine.of(message) }
}

/// Messages that quote what somebody typed, or what a file holds.
package enum OneLine {
    private static let longest = 500

    /// The text without line ends and other control characters, and no longer than a few lines of a terminal.
    package static func of(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(longest) {
            line.append(scalar.properties.generalCategory == .control ? "?" : scalar)
        }
        return String(line) + (text.unicodeScalars.count > longest ? "..." : "")
    }
}

/// The exit codes of our programs.
package enum ExitCode {
    package static let success: Int32 = 0
    /// The program was understood but could not do its work.
    package static let failure: Int32 = 1
    /// The command line was not understood.
    package static let badFlags: Int32 = 2

    // What programs that run another answer for themselves, as `env` and `timeout` do; any other code is the
    // command's own.

    /// It could not run the command, for a reason of its own.
    package static let ownFailure: Int32 = 125
    /// The command was found and cannot be executed.
    package static let notExecutable: Int32 = 126
    /// There is no such command.
    package static let notFound: Int32 = 127
}
