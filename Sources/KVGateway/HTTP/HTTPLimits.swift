// Every limit of the HTTP side, in one place. Sizes are bytes.

/// What a request may be.
package struct HTTPLimits: Sendable {
    /// The request line and the header fields together.
    package var head = 64 << 10
    /// Header fields of one request.
    package var fields = 128
    /// The body of one request, as sent, and what is made of its chunks.
    package var body = 256 << 20

    package init() {}
}
