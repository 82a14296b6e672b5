// The head of an answer, appended to the bytes that go out. There is no Date field: the standard asks for one
// only of servers that have a clock, and answers that are the same bytes each time are easier to test.

import RESP

/// What an answer says about the connection.
package enum HTTPPersistence: Sendable {
    /// Nothing: it stays open, as the version of the client has it.
    case implied
    /// It stays open although the client speaks HTTP/1.0.
    case keepAlive
    /// It is closed behind the answer.
    case close

    /// What to say to the client that sent a head.
    package init(answering head: HTTPRequestHead) {
        self = !head.keepsAlive ? .close : head.version == .http10 ? .keepAlive : .implied
    }
}

/// The head of an answer.
package struct HTTPResponseHead {
    package var status: HTTPStatus
    package var contentType: StaticString?
    /// The length of the body; nil where the answer ends with the connection.
    package var contentLength: Int?
    package var persistence: HTTPPersistence

    package init(
        _ status: HTTPStatus, contentType: StaticString? = nil, contentLength: Int? = 0,
        persistence: HTTPPersistence = .implied
    ) {
        self.status = status
        self.contentType = contentType
        self.contentLength = contentLength
        self.persistence = persistence
    }

    /// Appends the head, with the fields that `further` adds, and the empty line behind it.
    package func write(to buffer: ByteBuffer, further: (HTTPFieldWriter) -> Void = { _ in }) {
        let fields = HTTPFieldWriter(buffer)
        writeLine(to: buffer)
        if let contentType { fields.add("Content-Type", contentType) }
        if let contentLength, !status.forbidsBody { fields.add("Content-Length", Int64(contentLength)) }
        switch persistence {
        case .implied: break
        case .keepAlive: fields.add("Connection", "keep-alive")
        case .close: fields.add("Connection", "close")
        }
        further(fields)
        buffer.append("\r\n")
    }

    private func writeLine(to buffer: ByteBuffer) {
        guard status != .ok else { return buffer.append("HTTP/1.1 200 OK\r\n") }
        buffer.append("HTTP/1.1 ")
        buffer.append(decimal: Int64(status.code))
        buffer.append(" ")
        buffer.append(status.reason)
        buffer.append("\r\n")
    }

    /// Appends the answer that lets a client that waits for it send its body.
    package static func writeContinue(to buffer: ByteBuffer) {
        buffer.append("HTTP/1.1 100 Continue\r\n\r\n")
    }
}

/// Appends header fields to an answer.
package struct HTTPFieldWriter {
    private let buffer: ByteBuffer

    init(_ buffer: ByteBuffer) {
        self.buffer = buffer
    }

    /// Adds a field whose value is known to be one.
    package func add(_ name: StaticString, _ value: StaticString) {
        buffer.append(name)
        buffer.append(": ")
        buffer.append(value)
        buffer.append("\r\n")
    }

    /// Adds a field with a number.
    package func add(_ name: StaticString, _ value: Int64) {
        buffer.append(name)
        buffer.append(": ")
        buffer.append(decimal: value)
        buffer.append("\r\n")
    }

    /// Adds a field with any bytes; those that could end it or start another become spaces.
    package func add(_ name: StaticString, _ value: ByteView) {
        buffer.append(name)
        buffer.append(": ")
        for index in 0..<value.count {
            let byte = value[index]
            buffer.append(byte < 0x20 || byte == 0x7F ? HTTPBytes.space : byte)
        }
        buffer.append("\r\n")
    }
}
