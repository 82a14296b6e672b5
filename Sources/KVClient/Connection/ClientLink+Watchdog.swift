// Replies in time. A timer for each command would cost more than the command: one task sleeps until the first command
// that is waiting now could be late, looks then, and sleeps on. It ends when nothing waits. A command that may take less
// time than those before it, as the first one behind the greeting, has a new task take over.

import KVSockets

extension ClientLink.Outbox {
    /// The number of the watchdog that a batch needs; nil when the one that there is looks soon enough.
    mutating func newLookout(for batch: Batch) -> Int? {
        guard let timeout = batch.timeout else { return nil }
        let deadline = batch.begin + timeout
        if let nextLook, nextLook <= deadline { return nil }
        nextLook = deadline
        lookout += 1
        return lookout
    }
}

extension ClientLink {
    /// Starts the watchdog of a number, in place of an earlier one.
    func startWatchdog(_ number: Int) {
        let task = Task { [self] in
            while let next = look(number) {
                do { try await time.sleep(next) } catch { return }
            }
        }
        let old = outbox.withLock { outbox -> Task<Void, Never>? in
            guard outbox.end == nil, outbox.lookout == number else { return task }
            defer { outbox.watchdog = task }
            return outbox.watchdog
        }
        old?.cancel()
    }

    private enum Finding {
        case late(Batch)
        case later(Duration)
        case nothing
    }

    /// Looks whether a reply is late; when to look the next time, nil when this watchdog is not needed any more.
    private func look(_ number: Int) -> Duration? {
        let now = time.elapsed()
        let finding = outbox.withLock { outbox -> Finding in
            guard outbox.end == nil, outbox.lookout == number else { return .nothing }
            guard let first = outbox.waiting.first, let timeout = first.timeout else {
                (outbox.nextLook, outbox.watchdog) = (nil, nil)
                return .nothing
            }
            let deadline = max(first.begin, outbox.lastReply) + timeout
            guard deadline > now else { return .late(first) }
            outbox.nextLook = deadline
            return .later(deadline)
        }
        switch finding {
        case .nothing: return nil
        case .later(let deadline): return deadline
        case .late(let batch):
            close(because: KVError(.timedOut, "no reply came within \(batch.timeout ?? .zero)"))
            return nil
        }
    }
}
