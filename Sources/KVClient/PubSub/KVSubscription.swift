// Messages as a sequence. What is published while nobody is connected is lost, and only who subscribed knows what that
// means for him: so a subscription ends with an error when its connection does, rather than to go on as if nothing had
// been.

/// The messages of some channels, in the order in which the server sent them, for one task.
///
/// ```swift
/// for try await message in try await client.subscribe(to: "news") {
///     print(message.channel, message.payload)
/// }
/// ```
///
/// The sequence ends when it is cancelled, with the task or here, and throws when the connection is lost. It is
/// cancelled when it is released.
public final class KVSubscription: AsyncSequence, Sendable {
    /// A message.
    public typealias Element = KVMessage

    private let queue: EventQueue<KVMessage>
    private let stop: @Sendable () -> Void

    package init(_ queue: EventQueue<KVMessage>, stop: @escaping @Sendable () -> Void) {
        self.queue = queue
        self.stop = stop
    }

    deinit { stop() }

    /// Ends the subscription; what has come already can still be taken.
    public func cancel() {
        queue.finish(nil)
        stop()
    }

    /// Takes the messages.
    public func makeAsyncIterator() -> Iterator { Iterator(subscription: self) }

    /// Takes the messages one by one.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        let subscription: KVSubscription

        /// The next message; nil at the end.
        ///
        /// - Throws: `KVError` when the connection is lost.
        public mutating func next() async throws -> KVMessage? { try await subscription.queue.next() }
    }
}
