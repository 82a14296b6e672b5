// Publishing: a message goes to everybody who listens, as mail.

import RESP

extension Engine {
    /// Sends a message to a channel's subscribers and to those of the patterns that fit; how many times.
    ///
    /// - Complexity: O(s + p) for s subscribers and p patterns.
    @discardableResult
    func publish(_ message: ByteView, to channel: ByteView) -> Int {
        var receivers = deliver(message, to: channel, .channel, as: "message")
        for pattern in pubsub[.pattern].inOrder {
            receivers += pattern.name.withByteView { name in
                guard Glob(name).matches(channel) else { return 0 }
                for client in pattern.subscribers {
                    push(to: client) { writer in
                        writer.push(4)
                        writer.bulk("pmessage")
                        writer.bulk(name)
                        writer.bulk(channel)
                        writer.bulk(message)
                    }
                }
                return pattern.subscribers.count
            }
        }
        return receivers
    }

    /// Sends a message to a shard channel's subscribers; how many there are.
    func publish(_ message: ByteView, toShardChannel channel: ByteView) -> Int {
        deliver(message, to: channel, .shardChannel, as: "smessage")
    }

    private func deliver(
        _ message: ByteView, to channel: ByteView, _ kind: SubscriptionKind, as word: StaticString
    ) -> Int {
        let subscribers = pubsub[kind].subscribers(of: channel)
        for client in subscribers {
            push(to: client) { writer in
                writer.push(3)
                writer.bulk(word)
                writer.bulk(channel)
                writer.bulk(message)
            }
        }
        return subscribers.count
    }
}
