// Mail: what a client gets without having asked for it in its own batch, such as messages and keyspace events.
//
// Bytes for the client whose batch is being run go straight into its output, so that a message to oneself stands
// before the reply of PUBLISH, as in Redis. For everybody else they are kept with the client until the owner of
// the sockets takes them, after each turn: the engine cannot write to sockets, and those of other clients may be
// busy. What has been pushed is no part of a reply: it stays when the reply is dropped or taken back.

import RESP

/// What others have sent to a client, on its way to the client's session.
package struct Mail {
    package let client: UInt64
    package let bytes: ByteBuffer
}

extension Engine {
    /// Where to append bytes for a client; to be asked for anew each time.
    func mail(to client: Client) -> ByteBuffer {
        if let own = client.batchOutput { return own }
        if let kept = client.mail { return kept }
        let buffer = ByteBuffer()
        client.mail = buffer
        clientsWithMail.append(client)
        return buffer
    }

    /// Sends a client a message of its own, in the protocol that the client speaks.
    func push(to client: Client, _ write: (ReplyWriter) -> Void) {
        let buffer = mail(to: client)
        let start = buffer.count
        write(ReplyWriter(buffer: buffer, version: client.version))
        if client.batchOutput != nil { client.notePushed(start..<buffer.count) }
    }

    /// Whether somebody has mail, or goes on after a wait, and nobody has been told.
    package var hasNews: Bool { !clientsWithMail.isEmpty || !unblocked.isEmpty }

    /// The mail since the last time, in the order in which the clients got the first of it.
    package func takeMail() -> [Mail] {
        if state.value.hasBroadcasts { sendBroadcasts() }
        guard !clientsWithMail.isEmpty else { return [] }
        defer { clientsWithMail.removeAll(keepingCapacity: true) }
        return clientsWithMail.compactMap { client in
            guard let bytes = client.mail else { return nil }
            client.mail = nil
            noteWrite(bytes.count)
            return Mail(client: client.id, bytes: bytes)
        }
    }
}

extension Client {
    /// From here on what is for the client goes to `output`; mail that nobody has taken goes first.
    func beginBatch(output: ByteBuffer) {
        batchOutput = output
        guard let mail else { return }
        output.append(mail.view)
        self.mail = nil
    }

    func endBatch() {
        batchOutput = nil
        if !pushed.isEmpty { pushed.removeAll() }
    }

    /// Notes what is no reply in the batch's output.
    func notePushed(_ range: Range<Int>) {
        if let last = pushed.last, last.upperBound == range.lowerBound {
            pushed[pushed.count - 1] = last.lowerBound..<range.upperBound
        } else {
            pushed.append(range)
        }
    }
}

extension Call {
    /// Takes back what has been written since a mark, but for what was pushed to the client meanwhile.
    func takeBack(to mark: Int) {
        guard !client.pushed.isEmpty else { return reply.buffer.truncate(to: mark) }
        var kept: [UInt8] = []
        while let last = client.pushed.last, last.upperBound > mark {
            client.pushed.removeLast()
            kept = Array(reply.buffer.view[max(mark, last.lowerBound)..<last.upperBound]) + kept
        }
        reply.buffer.truncate(to: mark)
        guard !kept.isEmpty else { return }
        reply.buffer.append(kept)
        client.notePushed(mark..<reply.buffer.count)
    }
}
