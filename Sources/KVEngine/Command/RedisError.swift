// A refusal, with the exact text that goes to the client: the code word first, no leading dash.

import RESP

/// An error reply.
package struct RedisError: Error, Equatable, Sendable {
    /// The whole text, code word first: `ERR syntax error`.
    package let text: String
    /// The same, byte for byte, when the text quotes bytes that a client sent.
    let bytes: [UInt8]?

    init(_ text: String) {
        self.text = text
        bytes = nil
    }

    init(bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
        self.bytes = bytes
    }

    /// The code word, which `# Errorstats` counts by.
    package var code: Substring { text.prefix { $0 != " " } }
}

extension ReplyWriter {
    /// The error as a reply.
    func error(_ error: RedisError) {
        guard let bytes = error.bytes else { return self.error(error.text) }
        buffer.append(UInt8(ascii: "-"))
        for byte in bytes { buffer.append(byte == 13 || byte == 10 ? 32 : byte) }
        buffer.append("\r\n")
    }
}
