// The publish and subscribe commands, in the order in which the README lists them.

extension Command {
    static let pubsub: [Command] = [
        .subscribe, .unsubscribe, .psubscribe, .punsubscribe, .ssubscribe, .sunsubscribe, .publish, .spublish,
        .pubsubContainer,
    ]
}
