// The ways a request can break the protocol, with the line Redis 7.0 answers before it closes the connection.
// All are final: after one of them it is unknown where the next request starts.

/// A broken request. The client is told the error line and then disconnected.
package enum ProtocolFailure: Error, Equatable, Sendable {
    /// The `*` line runs on past the line limit.
    case tooBigCountString
    /// The `*` line holds no number, or more arguments than are allowed.
    case invalidMultibulkLength
    /// More arguments than a client that has not authenticated may send.
    case unauthenticatedMultibulkLength
    /// The `$` line runs on past the line limit.
    case tooBigBulkString
    /// An argument starts with another byte than `$`.
    case expectedDollar(got: UInt8)
    /// The `$` line holds no number, a negative one, or more bytes than are allowed.
    case invalidBulkLength
    /// A longer argument than a client that has not authenticated may send.
    case unauthenticatedBulkLength
    /// An inline request runs on past the line limit.
    case tooBigInlineRequest
    /// A quote is left open, or closed in the middle of a word.
    case unbalancedQuotes
    /// The request as a whole is past `Limits.request`; the only text that is not Redis's.
    case tooBigRequest

    /// The error line without its leading dash and line end, as a person reads it.
    package var message: String {
        let bytes = ByteBuffer(capacity: 64)
        appendMessage(to: bytes)
        return String(bytes.view)
    }

    /// Appends the error reply, the same in both versions of the protocol.
    package func write(to buffer: ByteBuffer) {
        buffer.append(UInt8(ascii: "-"))
        appendMessage(to: buffer)
        buffer.append("\r\n")
    }

    private func appendMessage(to buffer: ByteBuffer) {
        buffer.append("ERR Protocol error: ")
        buffer.append(reason)
        guard case .expectedDollar(let got) = self else { return }
        let breaksLine = got == UInt8(ascii: "\r") || got == UInt8(ascii: "\n")
        buffer.append(breaksLine ? UInt8(ascii: " ") : got)
        buffer.append(UInt8(ascii: "'"))
    }

    private var reason: StaticString {
        switch self {
        case .tooBigCountString: "too big mbulk count string"
        case .invalidMultibulkLength: "invalid multibulk length"
        case .unauthenticatedMultibulkLength: "unauthenticated multibulk length"
        case .tooBigBulkString: "too big bulk count string"
        case .expectedDollar: "expected '$', got '"
        case .invalidBulkLength: "invalid bulk length"
        case .unauthenticatedBulkLength: "unauthenticated bulk length"
        case .tooBigInlineRequest: "too big inline request"
        case .unbalancedQuotes: "unbalanced quotes in request"
        case .tooBigRequest: "too big request"
        }
    }
}
