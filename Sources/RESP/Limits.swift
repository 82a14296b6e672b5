// Every bound of the wire codec, named once. A bound exists wherever a peer could otherwise make the codec
// hold, scan or nest without end; each has a test at, below and above it.
//
// Bounds of a whole connection (unread input, unsent output) belong to the I/O layer, not here.

/// The fixed bounds of the codec; what a server can configure is in `RequestLimits`.
package enum Limits {
    /// The longest inline request, and the longest header line, in bytes.
    package static var line: Int { 64 * 1024 }
    /// The longest bulk string by default; Redis calls it `proto-max-bulk-len`.
    package static var bulk: Int { 512 * 1024 * 1024 }
    /// The most arguments a request may announce.
    package static var arguments: Int { 2_147_483_647 }
    /// The most arguments a client that has not authenticated may announce.
    package static var unauthenticatedArguments: Int { 10 }
    /// The longest bulk string a client that has not authenticated may announce.
    package static var unauthenticatedBulk: Int { 16 * 1024 }
    /// The longest request altogether: argument positions are kept in 32 bits.
    package static var request: Int { 4_000_000_000 }
    /// The records an argument list keeps between requests.
    package static var keptArguments: Int { 1024 }
    /// The deepest nesting of a reply.
    package static var replyDepth: Int { 128 }
    /// The most elements one aggregate of a reply may announce.
    package static var replyElements: Int { 2_147_483_647 }
}

/// What a server accepts from one client; it may change between two requests.
package struct RequestLimits: Sendable {
    /// The longest bulk string, in bytes.
    package var maxBulkLength: Int
    /// The longest inline request and the longest header line, in bytes; at least 8.
    package var maxInlineLength: Int
    /// The most arguments of one request.
    package var maxMultibulkCount: Int
    /// Whether the client may send more than the little that logging in takes.
    package var authenticated: Bool

    package init(
        maxBulkLength: Int = Limits.bulk, maxInlineLength: Int = Limits.line,
        maxMultibulkCount: Int = Limits.arguments, authenticated: Bool = true
    ) {
        self.maxBulkLength = maxBulkLength
        self.maxInlineLength = maxInlineLength
        self.maxMultibulkCount = maxMultibulkCount
        self.authenticated = authenticated
    }
}

/// What a client accepts from a server.
package struct ReplyLimits: Sendable {
    /// The longest bulk string, verbatim string or bulk error, in bytes.
    package var maxBulkLength: Int
    /// The longest line: a simple string, an error, a number or a header, in bytes.
    package var maxLineLength: Int
    /// The most elements (pairs, for a map) that one aggregate may announce.
    package var maxElements: Int
    /// The most aggregates that may be open inside one another.
    package var maxDepth: Int

    package init(
        maxBulkLength: Int = Limits.bulk, maxLineLength: Int = Limits.line,
        maxElements: Int = Limits.replyElements, maxDepth: Int = Limits.replyDepth
    ) {
        self.maxBulkLength = maxBulkLength
        self.maxLineLength = maxLineLength
        self.maxElements = maxElements
        self.maxDepth = maxDepth
    }
}
