// Replies as the REST interface answers them: `{"result":…}` or `{"error":"…"}`, made straight from the bytes that
// the engine wrote. The clients know RESP2's types only, so a map is a flat array, a truth value 1 or 0 and a
// double a string: an object, `true` or 1.5 inside a result makes the real clients fail.
//
// In base64 every string of a result is encoded, at any depth, but the status OK where it is the whole result:
// the JavaScript client leaves that one alone, and decodes an OK inside an array. Errors are never encoded.

import RESP

/// Appends replies as JSON to a buffer.
package struct JSONReplyWriter {
    /// What a reply became.
    package struct Written: Equatable {
        /// Where the reply ends in the bytes given, and the next one starts.
        package let end: Int
        /// Whether the reply was an error: HTTP status 400 where it is the answer to the whole request.
        package let isError: Bool
    }

    package let buffer: ByteBuffer
    /// Whether the strings of results go out in base64.
    package let isBase64: Bool

    package init(buffer: ByteBuffer, isBase64: Bool) {
        self.buffer = buffer
        self.isBase64 = isBase64
    }

    /// Appends the reply at `offset` as an object; nil, and nothing appended, when there is no whole reply.
    package func object(of replies: ByteView, at offset: Int = 0) -> Written? {
        let mark = buffer.count
        guard let written = unmarkedObject(of: replies, at: offset) else {
            buffer.truncate(to: mark)
            return nil
        }
        return written
    }

    /// Appends the reply of EXEC at `offset` as an array of objects, one for each command; as an object when the
    /// transaction did not run. Nil, and nothing appended, when there is no whole reply.
    package func objects(ofTransaction replies: ByteView, at offset: Int = 0) -> Written? {
        guard let element = ReplyElement(in: replies, at: offset), case .aggregate(let count) = element.kind
        else { return object(of: replies, at: offset) }
        let mark = buffer.count
        var end = element.end
        buffer.append(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            guard let written = unmarkedObject(of: replies, at: end) else {
                buffer.truncate(to: mark)
                return nil
            }
            end = written.end
        }
        buffer.append(UInt8(ascii: "]"))
        return Written(end: end, isError: false)
    }

    private func unmarkedObject(of replies: ByteView, at offset: Int) -> Written? {
        guard let element = ReplyElement(in: replies, at: offset) else { return nil }
        switch element.kind {
        case .error(let text):
            buffer.append("{\"error\":")
            JSONText.append(text, to: buffer)
            buffer.append(UInt8(ascii: "}"))
            return Written(end: element.end, isError: true)
        case .status(let text) where text == "OK":
            buffer.append("{\"result\":\"OK\"}")
            return Written(end: element.end, isError: false)
        default:
            buffer.append("{\"result\":")
            guard let end = value(element, in: replies, depth: 1) else { return nil }
            buffer.append(UInt8(ascii: "}"))
            return Written(end: end, isError: false)
        }
    }
}

// MARK: - Values

extension JSONReplyWriter {
    /// Appends a value and returns where it ends; nil when it is broken, or nested too deep.
    private func value(_ element: ReplyElement, in replies: ByteView, depth: Int) -> Int? {
        switch element.kind {
        case .text(let text), .status(let text): string(text)
        case .error(let text): JSONText.append(text, to: buffer)
        case .integer(let digits): buffer.append(digits)
        case .boolean(let value): buffer.append(UInt8(ascii: value ? "1" : "0"))
        case .null: buffer.append(short: "null")
        case .aggregate(let count): return array(count, in: replies, from: element.end, depth: depth)
        }
        return element.end
    }

    private func string(_ text: ByteView) {
        guard isBase64 else { return JSONText.append(text, to: buffer) }
        buffer.append(UInt8(ascii: "\""))
        buffer.append(base64: text)
        buffer.append(UInt8(ascii: "\""))
    }

    private func array(_ count: Int, in replies: ByteView, from start: Int, depth: Int) -> Int? {
        guard depth <= Limits.replyDepth else { return nil }
        var end = start
        buffer.append(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            guard let element = ReplyElement(in: replies, at: end),
                let next = value(element, in: replies, depth: depth + 1)
            else { return nil }
            end = next
        }
        buffer.append(UInt8(ascii: "]"))
        return end
    }
}
