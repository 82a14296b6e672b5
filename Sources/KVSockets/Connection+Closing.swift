// Closing. A connection that is closed "after flush" passes through three phases, so that the peer gets the last
// words: its output is sent, then our end is closed for output while input is thrown away, and when the peer
// has closed its end too (or a second has passed) the descriptor goes. To its owner it is over as soon as the
// last byte is sent.

extension Connection {
    package enum CloseMode: Sendable {
        /// At once; unsent output is lost.
        case now
        /// When all output so far is sent; nothing more is read or accepted for output.
        case afterFlush
        /// At once, and the peer sees a reset instead of an end.
        case reset
    }

    /// Closes the connection; closing it again does nothing, but `now` and `reset` end a flush that waits.
    package func close(_ mode: CloseMode) {
        close(mode, because: reason)
    }

    func close(_ mode: CloseMode, because reason: CloseReason) {
        loop.assertOnThread()
        guard phase != .closed else { return }
        switch mode {
        case .now:
            finish(because: reason)
            release()
        case .reset:
            Syscalls.set(.resetOnClose, on: descriptor)
            finish(because: reason)
            release()
        case .afterFlush:
            closeAfterFlush()
        }
    }

    private func closeAfterFlush() {
        guard phase == .open else { return }
        if isDelivering { sendBatch() }
        guard phase == .open else { return }
        phase = .flushing
        tail = nil
        if pending == nil { finishOutput() } else { updateInterest() }
    }

    /// The last byte was sent.
    func finishOutput() {
        phase = .lingering
        finish(because: reason)
        if hasEnded { return release() }
        Syscalls.endOutput(descriptor)
        updateInterest()
        loop.linger(self)
    }

    /// Tells the owner, once.
    private func finish(because reason: CloseReason) {
        (pending, sent, tail) = (nil, 0, nil)
        guard let delegate else { return }
        self.delegate = nil
        if phase == .open { phase = .flushing }
        delegate.closed(self, because: reason)
    }

    /// Gives the descriptor back.
    func release() {
        guard phase != .closed else { return }
        phase = .closed
        loop.remove(token: token, descriptor: descriptor)
        group.remove(self)
        if hasEnded { loop.abandon(descriptor, of: group) } else { Syscalls.release(descriptor) }
    }
}
