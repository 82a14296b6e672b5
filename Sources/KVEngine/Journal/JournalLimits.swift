// What the journal keeps at most, by name.

/// Limits of a journal.
package enum JournalLimits {
    /// Commands kept, unless the owner wants another number.
    package static let commands = 10_000
    /// Bytes of words kept of all commands; the oldest go in blocks when more come.
    package static let bytes = 16 << 20
    /// Bytes of words kept of one command: the words that go beyond are left out, the first of them cut.
    package static let commandBytes = 1 << 20
    /// Bytes kept of a client's name and of an error.
    static let textBytes = 1024
    /// The bytes of a block; a longer command has a block of its own.
    static let blockBytes = 64 << 10
    /// What a journal that has begun costs at the least.
    static let firstBlockBytes = 1 << 10
}
