// Where a program's own handlers run: one after the other, and never on the reactor's thread.

import Dispatch

/// Runs handlers in order.
struct PushQueue: Sendable {
    private let queue = DispatchQueue(label: "kv-client.pushes", target: .global())

    func run(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }
}
