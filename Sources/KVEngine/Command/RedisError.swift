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

    /// An error that quotes what a client sent: up to its first NUL byte, as Redis prints it.
    static func quoting(
        _ before: String, _ view: ByteView, _ after: String, _ tail: [UInt8] = [], limit: Int = 128
    ) -> RedisError {
        RedisError(bytes: Array(before.utf8) + view.quotation(limit: limit) + Array(after.utf8) + tail)
    }

    /// The code word, which `# Errorstats` counts by.
    package var code: Substring { text.prefix { $0 != " " } }
}

extension ByteView {
    /// What an error quotes of an argument: the bytes before its first NUL, at most `limit`.
    func quotation(limit: Int) -> [UInt8] { [UInt8](self[0..<min(count, limit)].beforeNUL) }
}

extension ReplyWriter {
    /// The error as a reply.
    func error(_ error: RedisError) {
        guard let bytes = error.bytes else { return self.error(error.text) }
        // Ends of lines are left out at the end, and are blanks elsewhere.
        let end = bytes.lastIndex { $0 != 13 && $0 != 10 }.map { $0 + 1 } ?? 0
        buffer.append(UInt8(ascii: "-"))
        for byte in bytes[..<end] { buffer.append(byte == 13 || byte == 10 ? 32 : byte) }
        buffer.append("\r\n")
    }
}
