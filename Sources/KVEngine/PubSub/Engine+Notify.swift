// Keyspace notifications: what happens to keys is published, in the classes that `notify-keyspace-events` asks
// for, to a channel named after the key and then to one named after the event.

import RESP

extension Engine {
    /// Publishes an event if its class is wanted. Callers look at `state.isObserved` first.
    func notify(_ event: StaticString, _ eventClass: EventClass, _ key: ByteView, in database: Int) {
        let classes = settings.notificationClasses
        guard classes.contains(eventClass), pubsub.hasListeners else { return }
        if classes.contains(.keyspace) {
            publish(ByteView(event), toEvents: "__keyspace@\(database)__:", of: key)
        }
        if classes.contains(.keyevent) {
            publish(key, toEvents: "__keyevent@\(database)__:", of: ByteView(event))
        }
    }

    private func publish(_ message: ByteView, toEvents prefix: String, of name: ByteView) {
        let channel = Array(prefix.utf8) + Array(name)
        channel.withByteView { _ = publish(message, to: $0) }
    }
}
