// Commands and their replies.

import RESP

extension KVClient {
    /// Sends a command and returns its reply.
    ///
    /// A task that is cancelled stops waiting; the command may run all the same, and its reply is dropped.
    ///
    /// - Throws: `KVError` with the server's refusal or the end of the connection; `CancellationError`.
    @discardableResult
    public func send(_ words: any CommandWord...) async throws -> Reply { try await send(words) }

    /// Sends a command that is given as a list, and returns its reply.
    ///
    /// - Throws: `KVError` with the server's refusal or the end of the connection; `CancellationError`.
    @discardableResult
    public func send(_ words: [any CommandWord]) async throws -> Reply {
        let reply = try await reply(to: words)
        if case .error(let line) = reply { throw KVError(line: line) }
        return reply
    }

    /// Sends a command and returns its reply, a refusal of the server's being one too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func reply(to words: any CommandWord...) async throws -> Reply { try await reply(to: words) }

    /// Sends a command that is given as a list and returns its reply, a refusal of the server's being one too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func reply(to words: [any CommandWord]) async throws -> Reply {
        try await replies(to: [words])[0]
    }

    /// Sends commands together, in this order, and returns their replies, refusals being such too.
    ///
    /// - Throws: `KVError` with the end of the connection; `CancellationError`.
    public func replies(to commands: [[any CommandWord]]) async throws -> [Reply] {
        try Task.checkCancellation()
        let requests = commands.map { $0.map(\.commandWord) }
        if let wrong = requests.first(where: { !KVClient.isPaired($0) }) {
            let name = wrong.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw KVError(.notPaired, "'\(name)' is not answered by one reply")
        }
        let buffer = ByteBuffer()
        let encoder = RequestEncoder(buffer: buffer)
        for request in requests { encoder.request(request) }
        let pending = requests.map { _ in PendingReply() }
        give(Array(buffer.view), pending)
        var replies: [Reply] = []
        for reply in pending { replies.append(try await reply.value()) }
        return replies
    }

    /// Whether a command is answered by one reply, so that the next one's is not mistaken for it.
    private static func isPaired(_ words: [[UInt8]]) -> Bool {
        guard let name = words.first else { return false }
        switch String(decoding: name, as: UTF8.self).uppercased() {
        case "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE",
            "MONITOR", "SYNC", "PSYNC":
            return false
        case "CLIENT":
            return words.count < 2 || String(decoding: words[1], as: UTF8.self).uppercased() != "REPLY"
        default: return true
        }
    }
}
