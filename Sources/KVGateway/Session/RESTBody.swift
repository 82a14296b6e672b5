// The bodies of answers, made of the replies to a request's commands.

import RESP

enum RESTBody {
    /// The answer to one command; whether it is an error.
    static func single(_ replies: ByteView, _ format: RESTFormat, to body: ByteBuffer) -> Bool {
        if format == .resp2 {
            body.append(replies)
            return !replies.isEmpty && replies[0] == UInt8(ascii: "-")
        }
        let writer = JSONReplyWriter(buffer: body, isBase64: format == .base64)
        guard let written = writer.object(of: replies) else { return noReply(to: body) }
        return written.isError
    }

    /// The answers to the commands of a pipeline, those that did not run among them.
    static func pipeline(
        _ items: [RESTCommands.Item], _ replies: ByteView, _ format: RESTFormat, to body: ByteBuffer
    ) {
        if format == .resp2 { return raw(items, replies, to: body) }
        let writer = JSONReplyWriter(buffer: body, isBase64: format == .base64)
        var offset = 0
        body.append("[")
        for (index, item) in items.enumerated() {
            if index > 0 { body.append(",") }
            switch item {
            case .refused(let error): error.write(to: body)
            case .command:
                guard let written = writer.object(of: replies, at: offset) else {
                    _ = noReply(to: body)
                    continue
                }
                offset = written.end
            }
        }
        body.append("]")
    }

    private static func raw(_ items: [RESTCommands.Item], _ replies: ByteView, to body: ByteBuffer) {
        var offset = 0
        for item in items {
            switch item {
            case .refused(let error):
                body.append("-")
                error.writeText(to: body)
                body.append("\r\n")
            case .command:
                let end = ReplyElement.endOfReply(in: replies, at: offset) ?? replies.count
                body.append(replies[offset..<end])
                offset = end
            }
        }
    }

    /// The answers to the commands of a transaction, or why it did not run; whether it is an error.
    ///
    /// The replies are those to MULTI, to each command as it was queued, and to EXEC.
    static func transaction(_ replies: ByteView, _ format: RESTFormat, to body: ByteBuffer) -> Bool {
        let writer = JSONReplyWriter(buffer: body, isBase64: format == .base64)
        var offset = 0
        while let end = ReplyElement.endOfReply(in: replies, at: offset), end < replies.count {
            // The first command that could not be queued says more than the EXECABORT at the end.
            if replies[offset] == UInt8(ascii: "-") { return writer.object(of: replies, at: offset) != nil }
            offset = end
        }
        guard let written = writer.objects(ofTransaction: replies, at: offset) else {
            return noReply(to: body)
        }
        return written.isError
    }

    /// What stands for a reply that a client's settings have suppressed.
    private static func noReply(to body: ByteBuffer) -> Bool {
        body.append("{\"result\":null}")
        return false
    }
}
