// The memory for a client's requests as CLIENT LIST tells of it (`qbuf`, `qbuf-free`, part of `tot-mem`).
//
// Redis gives every client a buffer of its own, grows it with the requests, and takes back what is too much.
// Here clients share one, so that they cost almost nothing; but there are those who watch these figures, and
// they get the ones that Redis would have. They are worked out when something is read and when somebody asks:
// no timer runs for them.

/// What Redis would keep for one client's requests.
package struct QueryBuffer: Sendable, BitwiseCopyable {
    /// The bytes read and not yet run.
    package private(set) var used = 0
    private var allocated = 0
    /// The most bytes that were held at once, in this period and, until it is looked at, the one before.
    private var peak = 0
    /// Unix milliseconds.
    private var lastRead: Int64 = 0
    private var endOfPeriod: Int64 = 0

    /// The room that Redis makes for a first read: 16 KiB, in an allocation of 20.
    private static let firstRoom = 20_474
    /// A buffer that is smaller than this is made larger before anything is read into it.
    private static let smallest = 16 << 10
    /// A buffer that is larger than this shrinks to what was needed of late.
    private static let large = 32 << 10
    /// So little room is not worth taking back.
    private static let spared = 4 << 10
    /// Redis looks at the buffers ten times a second.
    private static let period: Int64 = 100
    /// Whole seconds without a request after which all room is taken back.
    private static let idleSeconds: Int64 = 2

    package init() {}

    /// Notes that so many bytes are held, new ones among them.
    package mutating func read(_ bytes: Int, at now: Int64) {
        shrink(at: now)
        lastRead = now
        used = bytes
        peak = max(peak, bytes)
        if allocated < QueryBuffer.smallest { allocated = QueryBuffer.firstRoom }
        allocated = max(allocated, bytes)
    }

    /// Notes that all but so many bytes have been run.
    package mutating func keep(_ bytes: Int) { used = bytes }

    /// The bytes of the buffer at an instant (Unix milliseconds), used or not.
    func size(at now: Int64) -> Int {
        var buffer = self
        buffer.shrink(at: now)
        return buffer.allocated
    }

    /// Does what Redis would have done since the last time.
    private mutating func shrink(at now: Int64) {
        guard now >= endOfPeriod else { return }
        if allocated - used > QueryBuffer.spared { takeBack(at: now) }
        endOfPeriod = now - now % QueryBuffer.period + QueryBuffer.period
    }

    private mutating func takeBack(at now: Int64) {
        if now / 1000 - lastRead / 1000 > QueryBuffer.idleSeconds { allocated = used }
        shrinkToPeak()
        peak = used
        // A second look within the silence finds that nothing more was needed.
        if now >= endOfPeriod + QueryBuffer.period { shrinkToPeak() }
    }

    private mutating func shrinkToPeak() {
        guard allocated > QueryBuffer.large, allocated / 2 > peak else { return }
        allocated = max(used, peak)
    }
}
