// Replies in time. A timer for each command would cost more than the command: one task sleeps until the first command
// that is waiting now could be late, looks then, and sleeps on. It ends when nothing waits.

import KVSockets

extension ClientLink {
    func startWatchdog() {
        let task = Task { [self] in
            while let next = nextLook() {
                do { try await time.sleep(next) } catch { return }
            }
        }
        let isOver = outbox.withLock { outbox in
            if outbox.end == nil, outbox.isWatched { outbox.watchdog = task }
            return outbox.end != nil
        }
        if isOver { task.cancel() }
    }

    private enum Look {
        case late(Batch)
        case later(Duration)
        case never
    }

    /// When to look the next time; nil when nothing waits, or it is too late.
    private func nextLook() -> Duration? {
        let now = time.elapsed()
        let look = outbox.withLock { outbox -> Look in
            guard outbox.end == nil, let first = outbox.waiting.first, let timeout = first.timeout else {
                (outbox.isWatched, outbox.watchdog) = (false, nil)
                return .never
            }
            let deadline = max(first.begin, outbox.lastReply) + timeout
            return deadline > now ? .later(deadline) : .late(first)
        }
        switch look {
        case .never: return nil
        case .later(let deadline): return deadline
        case .late(let batch):
            close(because: KVError(.timedOut, "no reply came within \(batch.timeout ?? .zero)"))
            return nil
        }
    }
}
