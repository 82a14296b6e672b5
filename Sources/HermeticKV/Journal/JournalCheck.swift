// What an expectation of a journal came to.

/// Whether a journal is as a test expects it, and if not, why.
///
/// It reads alike in both frameworks, and a failure shows the reason and the journal's end:
///
/// ```swift
/// #expect(server.journal.never("KEYS").passed)            // Swift Testing
/// XCTAssertNil(server.journal.never("KEYS").failure)      // XCTest
/// ```
public struct JournalCheck: Sendable {
    /// Why the journal is not as expected, with its last commands; nil when it is.
    public let failure: String?

    /// Whether the journal is as expected.
    public var passed: Bool { failure == nil }

    static let success = JournalCheck(failure: nil)
    static let unknown = JournalCheck(failure: "the server keeps no journal: its journalCapacity is 0")

    init(failure: String?) { self.failure = failure }
}

extension JournalCheck: CustomStringConvertible {
    /// The failure, or that there is none.
    public var description: String { failure ?? "as expected" }
}
