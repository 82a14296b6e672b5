// What a failing test prints of its server: the end of the journal, beside each issue.

import HermeticKV
import Testing

extension Issue {
    /// The issue with the end of a journal as a comment; as it is if it is no failure or the journal is empty.
    func commented(with journal: Journal) -> Issue {
        #if compiler(>=6.3)
            guard isFailure else { return self }
        #endif
        guard let comment = journal.comment else { return self }
        var issue = self
        issue.comments.append(comment)
        return issue
    }
}

extension Journal {
    /// Commands that a comment shows.
    private static let commandsShown = 20

    fileprivate var comment: Comment? {
        entries.isEmpty ? nil : "the server's journal:\n\(tail(Journal.commandsShown))"
    }

    /// Runs a test case; the error with which it ends is told with the journal's end.
    ///
    /// Testing makes an issue of the error when all traits have been left, so that nothing can be added to it: a
    /// warning goes before it. Testing has warnings since Swift 6.3.
    func explainingErrors(_ body: @Sendable () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            #if compiler(>=6.3)
                if !(error is CancellationError), let comment { Issue.record(comment, severity: .warning) }
            #endif
            throw error
        }
    }
}
