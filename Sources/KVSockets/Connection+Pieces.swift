// Output that is made to go out otherwise than it would: cut into pieces, or not at all for a while. It is for tests of
// clients, which have to cope with replies that come in any pieces, and late.
//
// A stall is what a kernel would do that takes no more bytes, and everything else follows from that: what is unsent
// counts against limits, a close after flush waits, and at some point no more is read.

import RESP

extension Connection {
    /// Has a send end here, at an offset in the output of the batch that is being delivered. Offsets come in order.
    ///
    /// Where earlier output still waits for the peer to read, the kernel decides how bytes go out, and this does nothing.
    package func endSend(at offset: Int) {
        loop.assertOnThread()
        if isDelivering { sendEnds.append(offset) }
    }

    /// How many ends of sends there are in the output of the batch so far.
    package var plannedSends: Int { sendEnds.count }

    /// Sends nothing from an offset on, in the output of the batch that is being delivered, until `resumeOutput`.
    package func stallOutput(from offset: Int) {
        loop.assertOnThread()
        if stalledFrom == nil { stalledFrom = offset }
    }

    /// Sends nothing of what is appended from now on, until `resumeOutput`.
    package func stallOutput() {
        loop.assertOnThread()
        guard stalledFrom == nil else { return }
        flushBeforeTurnEnds()
        stalledFrom = isDelivering ? loop.output.count : 0
    }

    /// Queues bytes that come outside of a batch, each of the first so many to be sent by itself. Where earlier output
    /// still waits, this is `append`.
    package func append(_ bytes: ByteView, inPieces single: Int) {
        loop.assertOnThread()
        flushBeforeTurnEnds()
        var start = 0
        while start < min(single, bytes.count), phase == .open, pending == nil, stalledFrom == nil,
            !isDelivering
        {
            switch Syscalls.transmit(descriptor, bytes[start..<start + 1]) {
            case .moved(let count): start += count
            case .blocked, .ended: return append(bytes[start..<bytes.count])
            case .failed(let code): return close(.now, because: .broken(code: code))
            }
        }
        append(bytes[start..<bytes.count])
    }

    /// Sends what was appended during the turn now.
    private func flushBeforeTurnEnds() {
        if !isDelivering, pending != nil, stalledFrom == nil, !interest.contains(.write) { flush() }
    }

    /// Sends what was kept back, at the end of the reactor's turn, and what comes.
    package func resumeOutput() {
        loop.assertOnThread()
        guard stalledFrom != nil else { return }
        stalledFrom = nil
        guard pending != nil, !isFlushQueued else { return }
        isFlushQueued = true
        loop.flushLater(self)
    }

    /// Sends the shared output buffer as far as it may go, each piece by itself.
    func sendBatchInPieces() {
        let (output, ends) = (loop.output, sendEnds)
        sendEnds = []
        let limit = min(stalledFrom ?? output.count, output.count)
        if stalledFrom != nil { stalledFrom = 0 }
        if let pending {
            pending.append(output.view)
            emptySharedOutput()
            return flush()
        }
        var start = 0
        for end in ends + [limit] where end > start && end <= limit {
            switch Syscalls.transmit(descriptor, output.view[start..<end]) {
            case .moved(let bytes): start += bytes
            case .blocked, .ended: break
            case .failed(let code):
                output.removeAll()
                return close(.now, because: .broken(code: code))
            }
            if start < end { break }
        }
        keepUnsent(of: output, from: start)
    }
}
