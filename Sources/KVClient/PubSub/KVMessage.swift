// What is published.

/// A message of a channel.
public struct KVMessage: Hashable, Sendable {
    /// Where it was published.
    public let channel: KVString
    /// The pattern that it came for; nil when it came for its channel.
    public let pattern: KVString?
    /// What was published.
    public let payload: KVString

    /// A message of a channel.
    public init(channel: KVString, pattern: KVString? = nil, payload: KVString) {
        self.channel = channel
        self.pattern = pattern
        self.payload = payload
    }
}
