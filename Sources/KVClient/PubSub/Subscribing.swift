// How a subscription begins: a connection of its own, the commands, and the server's confirmation of each channel.

import KVSockets

extension KVClient {
    /// Has messages of channels delivered, over a connection of their own.
    ///
    /// - Parameters:
    ///   - channels: names of channels.
    ///   - patterns: glob patterns of names.
    /// - Returns: when the server has confirmed all of them, so that nothing published later is missed.
    /// - Throws: `KVError`; `CancellationError`.
    public func subscribe(to channels: [KVString], patterns: [KVString]) async throws -> KVSubscription {
        let incoming = Incoming(confirmations: channels.count + patterns.count)
        let link = try await pool.listeningLink(incoming.events)
        incoming.queue.whenDrained { [weak link] in link?.resume() }
        let (pool, until) = (pool, time.elapsed() + configuration.connectTimeout)
        let stop: @Sendable () -> Void = {
            link.close()
            pool.forget(link)
        }
        do {
            link.listen(Incoming.commands(channels, patterns))
            let late = KVError(.timedOut, "the subscription was not confirmed in time")
            if channels.count + patterns.count > 0 {
                try await incoming.confirmed.value(before: until, time, otherwise: late)
            }
        } catch {
            stop()
            throw error
        }
        return KVSubscription(incoming.queue, stop: stop)
    }
}

/// What comes over the connection of a subscription.
private final class Incoming: Sendable {
    let queue = EventQueue<KVMessage>()
    let confirmed = Promise<Void>()
    private let missing: Locked<Int>

    init(confirmations: Int) { missing = Locked(confirmations) }

    static func commands(_ channels: [KVString], _ patterns: [KVString]) -> [KVRequest] {
        var requests: [KVRequest] = []
        if !channels.isEmpty { requests.append(KVRequest(["SUBSCRIBE"] + channels)) }
        if !patterns.isEmpty { requests.append(KVRequest(["PSUBSCRIBE"] + patterns)) }
        return requests
    }

    var events: LinkEvents {
        LinkEvents {
            self.take($0)
        } ended: { error in
            self.confirmed.settle(.failure(error))
            self.queue.finish(error.code == .closed ? nil : error)
        }
    }

    private func take(_ elements: [Reply]) -> Bool {
        switch (elements.first?.text, elements.count) {
        case ("message", 3):
            return push(KVMessage(channel: text(elements[1]), payload: text(elements[2])))
        case ("pmessage", 4):
            let (pattern, channel) = (text(elements[1]), text(elements[2]))
            return push(KVMessage(channel: channel, pattern: pattern, payload: text(elements[3])))
        case ("subscribe", _), ("psubscribe", _): confirm()
        default:
            // A refusal: of a user who may not have this channel, say.
            if case .error(let line)? = elements.first {
                confirmed.settle(.failure(KVError(line: line)))
                queue.finish(KVError(line: line))
            }
        }
        return true
    }

    private func confirm() {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if isLast { confirmed.settle(.success(())) }
    }

    private func push(_ message: KVMessage) -> Bool { queue.push(message) }

    private func text(_ reply: Reply) -> KVString {
        if case .string(let string) = reply { string } else { KVString(reply.text ?? "") }
    }
}
