// Streams: what a subscriber or MONITOR is sent, as server-sent events. The elements of a message are joined with
// commas, the payload last and as it is, so the client can cut it off whatever it holds; base64 is never used.
//
// A payload of several lines becomes several `data` lines, which the standard's clients join again. The JavaScript
// client cannot have such a payload: it takes each line that starts with `data: `, space and all, for a message.
// So the lines after the first have no space there, unless one begins with a space itself, and that client gets
// the payload's first line instead of messages that nobody published. Lines end at LF alone: a CR is kept for it.

import RESP

/// Appends events to a buffer.
package struct SSEWriter {
    package let buffer: ByteBuffer

    package init(buffer: ByteBuffer) {
        self.buffer = buffer
    }

    /// Appends an event for each whole reply, and returns where the last of them ends.
    package func events(of replies: ByteView) -> Int {
        var end = 0
        while let next = event(of: replies, at: end) { end = next }
        return end
    }

    /// Appends the reply at `offset` as an event and returns where the reply ends; nil, and nothing appended, when
    /// there is no whole reply.
    package func event(of replies: ByteView, at offset: Int) -> Int? {
        guard let element = ReplyElement(in: replies, at: offset) else { return nil }
        let mark = buffer.count
        buffer.append(short: "data: ")
        guard let end = contents(element, in: replies) else {
            buffer.truncate(to: mark)
            return nil
        }
        buffer.append(short: "\n\n")
        return end
    }

    private func contents(_ element: ReplyElement, in replies: ByteView) -> Int? {
        switch element.kind {
        case .aggregate(let count): return message(count, in: replies, from: element.end)
        case .status(let text) where text == "OK": buffer.append(short: "\"OK\"")
        case .error(let text):
            buffer.append("{\"error\":")
            JSONText.append(text, to: buffer)
            buffer.append(UInt8(ascii: "}"))
        default: return scalar(element)
        }
        return element.end
    }

    private func message(_ count: Int, in replies: ByteView, from start: Int) -> Int? {
        var end = start
        for index in 0..<count {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            guard let element = ReplyElement(in: replies, at: end), let next = scalar(element) else {
                return nil
            }
            end = next
        }
        return end
    }

    /// Appends an element of a message; nil for an aggregate, which no message has.
    private func scalar(_ element: ReplyElement) -> Int? {
        switch element.kind {
        case .text(let text), .status(let text), .error(let text): append(text)
        case .integer(let digits): buffer.append(digits)
        case .boolean(let value): buffer.append(UInt8(ascii: value ? "1" : "0"))
        case .null: break
        case .aggregate: return nil
        }
        return element.end
    }

    private func append(_ text: ByteView) {
        var start = 0
        for index in 0..<text.count where text[index] == UInt8(ascii: "\n") {
            buffer.append(text[start..<index + 1])
            buffer.append(short: "data:")
            start = index + 1
            if start < text.count, text[start] == UInt8(ascii: " ") { buffer.append(UInt8(ascii: " ")) }
        }
        buffer.append(text[start..<text.count])
    }
}
