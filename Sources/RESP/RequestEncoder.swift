// Requests as a client sends them: a count and that many bulk strings, appended to a caller's buffer.
// Nothing is checked against a server's limits here; the server answers for those.

/// Appends requests to a buffer.
package struct RequestEncoder {
    package let buffer: ByteBuffer

    package init(buffer: ByteBuffer) {
        self.buffer = buffer
    }

    /// Starts a request of `count` arguments, each of which is then appended.
    package func request(_ count: Int) {
        precondition(count > 0, "a request has at least the command's name")
        buffer.append(header: UInt8(ascii: "*"), count)
    }

    package func argument(_ view: ByteView) { buffer.append(bulk: view) }

    package func argument(_ bytes: [UInt8]) { bytes.withByteView { buffer.append(bulk: $0) } }

    package func argument(_ text: String) { text.withByteView { buffer.append(bulk: $0) } }

    package func argument(_ text: StaticString) { buffer.append(bulk: ByteView(text)) }

    /// A number in decimal.
    package func argument(_ value: Int64) { ReplyWriter(buffer: buffer).bulk(decimal: value) }

    /// A whole request at once.
    package func request(_ arguments: [[UInt8]]) {
        request(arguments.count)
        for bytes in arguments { argument(bytes) }
    }

    /// A whole request of text.
    package func request(_ words: String...) {
        request(words.count)
        for word in words { argument(word) }
    }
}
