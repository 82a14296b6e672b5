// Asking before a live run. Only a person at a terminal is asked; a script is not held up, and what it may not do it is
// told.

import KVProcessSupport
import KVToolSupport

/// The user's agreement to a live run.
package struct Consent: Sendable {
    private let options: CommonOptions
    private let output: ToolOutput
    private let answer: @Sendable () -> String?
    private let canAsk: Bool

    /// - Parameters:
    ///   - canAsk: Whether there is somebody to answer; by the terminal when nil.
    ///   - answer: Reads a line.
    package init(
        _ options: CommonOptions, _ output: ToolOutput, canAsk: Bool? = nil,
        answer: @escaping @Sendable () -> String? = { readLine() }
    ) {
        self.options = options
        self.output = output
        self.answer = answer
        let isWatched = Terminal.standardInput.isInteractive && Terminal.standardError.isInteractive
        self.canAsk = (canAsk ?? isWatched) && !options.noInput
    }

    /// Asks what has to be asked.
    ///
    /// - Returns: why there is to be no run; nil when it may begin.
    package func refusal(_ verdict: HostGuard.Verdict, _ host: String, _ question: String) -> String? {
        switch verdict {
        case .refused(let reason): return reason
        case .toBeTyped(let reason):
            guard canAsk else { return reason }
            output.ask("\(host) is protected. \(question) Type the host to go on:")
            guard let typed = answer(), HostPattern.isSame(trimmed(typed), host) else {
                return "that is not the host; nothing was sent"
            }
            return nil
        case .allowed:
            // Who has named the host has been asked already.
            guard canAsk, !options.yes, options.confirmedHost == nil else { return nil }
            output.ask("\(question) [y/N]")
            let typed = trimmed(answer() ?? "").lowercased()
            return typed == "y" || typed == "yes" ? nil : "not confirmed; nothing was sent"
        }
    }

    private func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
