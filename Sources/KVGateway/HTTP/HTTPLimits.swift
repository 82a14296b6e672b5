// Every limit of the HTTP side, in one place. Sizes are bytes. A limit exists wherever a client could
// otherwise make the server hold or read without end; each has a test at it and above it.

/// What a request may be.
package struct HTTPLimits: Sendable {
    /// The request line and the header fields together; the trailer fields behind chunks have as much again.
    package var head = 64 << 10
    /// Header fields of one request; the trailer has as many again.
    package var fields = 128
    /// The body of one request, as sent, and what is made of its chunks.
    package var body = 256 << 20
    /// What a request may say about its chunks besides their sizes.
    package var chunkExtensions = 16 << 10
    /// Empty lines in front of a request, which old clients send behind a body.
    package var emptyLines = 4

    package init() {}
}

extension HTTPLimits {
    /// Digits of one chunk's size; more could only be zeros or too many.
    static var chunkSizeDigits: Int { 16 }
    /// The longest head that any setting allows: places in it are kept in 32 bits.
    static var longestHead: Int { 1 << 30 }
    /// The longest body that any setting allows: lengths are added up without a thought of overflow.
    var longestBody: Int { min(body, 1 << 46) }
    /// The memory that a parser keeps for chunks between requests.
    static var keptChunks: Int { 64 << 10 }
}
