// Output. A batch's replies are in the shared buffer and leave it in one send. Only what the kernel does not
// take becomes the connection's own pending output, and only then is the kernel asked to tell when there is
// room. Pending bytes always go before new ones.
//
// Output from outside the connection's own batch (a published message, an unblocked BLPOP) is appended to
// `outbox`; everything appended during a turn of the reactor goes in one send at its end.

import RESP

extension Connection {
    /// Where to append bytes for the peer; to be asked for anew each time.
    ///
    /// During the connection's own batch this is the batch's output, otherwise output that is sent at the end
    /// of the reactor's turn. What is appended to a connection that is not open is dropped.
    package var outbox: ByteBuffer {
        loop.assertOnThread()
        if isDelivering { return loop.output }
        guard phase == .open else { return ByteBuffer(capacity: 64) }
        if !isFlushQueued {
            isFlushQueued = true
            loop.flushLater(self)
        }
        let buffer = pending ?? ByteBuffer()
        pending = buffer
        return buffer
    }

    /// Queues bytes for the peer.
    package func append(_ bytes: ByteView) { outbox.append(bytes) }

    /// Sends the shared output buffer, and leaves it empty.
    func sendBatch() {
        let output = loop.output
        guard !output.isEmpty else { return }
        guard phase == .open else { return output.removeAll() }
        if stalledFrom != nil || !sendEnds.isEmpty { return sendBatchInPieces() }
        if let pending {
            pending.append(output.view)
            emptySharedOutput()
            return flush()
        }
        switch transmit(output, from: 0) {
        case .moved(let bytes): keepUnsent(of: output, from: bytes)
        case .blocked: keepUnsent(of: output, from: 0)
        case .ended: break
        case .failed(let code):
            output.removeAll()
            close(.now, because: .broken(code: code))
        }
    }

    /// What was appended during the turn goes out, or joins what waits for room.
    func flushAppended() {
        isFlushQueued = false
        if interest.contains(.write) { waitForRoom() } else { flush() }
    }

    /// Sends pending output as far as the kernel takes it.
    func flush() {
        guard phase == .open || phase == .flushing, let pending else { return }
        switch transmit(pending, from: sent) {
        case .moved(let bytes): advance(pending, by: bytes)
        case .blocked: advance(pending, by: 0)
        case .ended: break
        case .failed(let code): close(.now, because: .broken(code: code))
        }
    }

    private func transmit(_ buffer: ByteBuffer, from start: Int) -> Transfer {
        if stalledFrom != nil { return .blocked }
        let view = buffer.view
        return Syscalls.transmit(descriptor, view[start..<view.count])
    }

    // MARK: - What the kernel did not take

    func keepUnsent(of output: ByteBuffer, from start: Int) {
        if start == output.count { return emptySharedOutput() }
        if output.count > SocketLimits.sharedOutput {
            // Rather than copy a large rest, keep the buffer and give the reactor a new one.
            (pending, sent) = (output, start)
            loop.output = ByteBuffer(capacity: 16 << 10)
        } else {
            let rest = ByteBuffer(capacity: output.count - start)
            rest.append(output.view[start..<output.count])
            pending = rest
            emptySharedOutput()
        }
        waitForRoom()
    }

    func emptySharedOutput() {
        loop.output.removeAll()
        loop.output.shrink(to: SocketLimits.sharedOutput)
    }

    private func advance(_ buffer: ByteBuffer, by bytes: Int) {
        sent += bytes
        guard sent == buffer.count else { return waitForRoom() }
        (pending, sent) = (nil, 0)
        drained()
    }

    private func waitForRoom() {
        dropSentBytes()
        updateInterest()
        guard phase == .open else { return }
        delegate?.outputWaits(pendingOutput, on: self)
        if hasYielded, pendingOutput <= SocketLimits.pendingOutput { redeliverLater() }
    }

    /// Gives back the memory of sent bytes once they are most of the buffer: each byte is moved at most once
    /// for each byte sent.
    private func dropSentBytes() {
        guard let old = pending, sent >= 64 << 10, sent > old.count / 2 else { return }
        let rest = ByteBuffer(capacity: old.count - sent)
        rest.append(old.view[sent..<old.count])
        (pending, sent) = (rest, 0)
    }

    private func drained() {
        if phase == .flushing { return finishOutput() }
        if hasYielded { redeliverLater() }
        updateInterest()
    }
}
