// How other threads reach the reactor: work is put in a locked list, and the first to put something into an
// empty one wakes the poller. Work runs in the order it was submitted.

/// A list of work for one thread, filled by all others.
final class Mailbox: Sendable {
    private struct Contents {
        var work: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let contents = Locked(Contents())

    /// Adds work and calls `wake` if the list was empty; false once the mailbox is closed.
    ///
    /// The wake-up is one system call and is made under the lock: so it can never hit a descriptor that was
    /// closed in between.
    func submit(_ work: @escaping @Sendable () -> Void, wake: () -> Void) -> Bool {
        contents.withLock { contents in
            guard !contents.isClosed else { return false }
            contents.work.append(work)
            if contents.work.count == 1 { wake() }
            return true
        }
    }

    /// Runs everything that was submitted before the call.
    func run() {
        let work = contents.withLock { contents in
            let work = contents.work
            contents.work = []
            return work
        }
        for item in work { item() }
    }

    /// Refuses all work from now on; what was taken before still runs with `run`.
    func close() {
        contents.withLock { $0.isClosed = true }
    }
}
