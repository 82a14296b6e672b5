// Input. The common case costs one read into the shared buffer and one call of the delegate, which consumes
// everything. What it leaves becomes the tail: a short tail is copied in front of the next read, so that the
// delegate always sees one run; a long one (a big value on its way) gets a buffer of its own that is read
// into directly, and the delegate is not called before what it needs has come. A value of n bytes that
// arrives in many pieces is therefore moved O(1) times a byte, not once a piece.

import RESP

extension Connection {
    /// Stops reading until `resumeReading`; bytes that are kept, or come, wait.
    package func suspendReading() {
        loop.assertOnThread()
        guard !isSuspended else { return }
        isSuspended = true
        if !isDelivering { updateInterest() }
    }

    /// Reads again. The kept bytes are given to the delegate once more, at the end of the reactor's turn.
    ///
    /// - Parameter evenIfEmpty: whether the delegate is called when there are none, too.
    package func resumeReading(evenIfEmpty: Bool = false) {
        loop.assertOnThread()
        guard isSuspended, phase == .open else { return }
        isSuspended = false
        hasUnreadInput = false
        mustDeliver = evenIfEmpty
        redeliverLater()
    }

    func redeliverLater() {
        guard !isResumeQueued else { return }
        isResumeQueued = true
        loop.redeliverLater(self)
    }

    /// Looks for what the peer has sent by the time that it is accepted.
    func readEarly() {
        guard wantsInput, interest.contains(.read), !isResumeQueued else { return }
        readable()
    }

    /// The socket has bytes, or its end.
    func readable() {
        guard phase == .open else { return discardInput() }
        for _ in 0..<SocketLimits.readsPerTurn {
            guard wantsInput, readOnce() else { return }
        }
    }

    /// Reads once and delivers; returns whether the read was as large as it could be, so that more may wait.
    private func readOnce() -> Bool {
        let buffer = bufferForReading()
        let missing = awaited - buffer.count
        let limit = buffer === tail && missing > SocketLimits.copiedTail ? missing : buffer.room
        switch buffer.fill(from: descriptor, limit: limit) {
        case .moved(let bytes):
            arrived(in: buffer)
            return bytes >= limit
        case .blocked:
            break
        case .ended:
            hasEnded = true
            reason = .endedByPeer
            arrived(in: buffer)
        case .failed(let code):
            close(.now, because: .broken(code: code))
        }
        return false
    }

    /// The shared buffer with the tail at its front, or the tail itself when it is, or will be, large.
    private func bufferForReading() -> InputBuffer {
        let shared = loop.input
        shared.removeAll()
        guard let tail else { return shared }
        if max(tail.count, awaited) > SocketLimits.copiedTail {
            tail.makeRoom(expected: awaited)
            return tail
        }
        shared.append(tail.view)
        return shared
    }

    private func arrived(in buffer: InputBuffer) {
        let consumed = buffer.count >= awaited || hasEnded ? deliver(buffer.view) : 0
        keep(buffer, from: consumed)
        finishDelivery()
    }

    /// Calls the delegate with what is kept, though nothing new has come.
    func redeliver() {
        isResumeQueued = false
        guard phase == .open, !isSuspended else { return }
        guard pendingOutput <= SocketLimits.pendingOutput else {
            hasYielded = true
            return
        }
        hasYielded = false
        let isAsked = mustDeliver
        mustDeliver = false
        if let tail {
            keep(tail, from: deliver(tail.view))
        } else if hasEnded || isAsked {
            _ = deliver(.empty)
        }
        finishDelivery()
    }

    /// Gives bytes to the delegate, sends its output, and returns how many were consumed.
    private func deliver(_ input: ByteView) -> Int {
        var consumed = 0
        while let delegate {
            let rest = input[consumed..<input.count]
            isDelivering = true
            let intake = delegate.received(rest, endOfStream: hasEnded, output: loop.output, from: self)
            isDelivering = false
            precondition(
                intake.consumed >= 0 && intake.consumed <= rest.count, "consumed more than was given")
            consumed += intake.consumed
            awaited = intake.needed > 0 ? rest.count - intake.consumed + intake.needed : 0
            if apply(intake) == .stop { break }
        }
        return consumed
    }

    private enum AfterBatch { case again, stop }

    /// Sends a batch's output and does what the delegate decided.
    private func apply(_ intake: Intake) -> AfterBatch {
        switch intake.verdict {
        case .closeNow, .reset:
            loop.output.removeAll()
            close(intake.verdict == .reset ? .reset : .now)
            return .stop
        case .suspend: isSuspended = true
        case .proceed, .yield, .closeAfterFlush: break
        }
        sendBatch()
        if intake.verdict == .closeAfterFlush { close(.afterFlush) }
        guard intake.verdict == .yield, intake.consumed > 0, phase == .open, !isSuspended else {
            return .stop
        }
        hasYielded = pendingOutput > SocketLimits.pendingOutput
        return hasYielded ? .stop : .again
    }

    /// Keeps what the delegate left of a buffer.
    private func keep(_ buffer: InputBuffer, from consumed: Int) {
        guard phase == .open, consumed < buffer.count else {
            tail = nil
            return
        }
        let rest = buffer.view[consumed..<buffer.count]
        // What comes after a large request does not need its buffer.
        let mayStay = tail.map { $0.capacity <= max(SocketLimits.sharedInput, 4 * rest.count) } ?? false
        if buffer === tail, mayStay || consumed == 0 { return buffer.removeFirst(consumed) }
        let old = mayStay ? tail : nil
        let kept = old ?? InputBuffer(capacity: max(64, rest.count))
        kept.removeAll()
        kept.append(rest)
        tail = kept
    }

    /// After the peer's end the connection stays only for output, or for a delegate that asked to wait.
    private func finishDelivery() {
        guard phase == .open else { return }
        if hasEnded, !isSuspended, !hasYielded { return close(.afterFlush) }
        updateInterest()
    }

    /// Throws away what the peer still sends to a connection that is over on our side.
    private func discardInput() {
        guard phase == .lingering else { return }
        loop.input.removeAll()
        switch loop.input.fill(from: descriptor) {
        case .moved, .blocked: break
        case .ended, .failed: release()
        }
    }
}
