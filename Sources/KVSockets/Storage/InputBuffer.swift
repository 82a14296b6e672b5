// Memory that a socket is read into: the buffer that all connections of a reactor share, and the partial
// request that one connection keeps. Unlike a ByteBuffer it is filled by the kernel, and emptied from the
// front.
//
// It grows only when told to, by `makeRoom`, so that what a client claims it will send never decides how
// much is allocated: only what has arrived does.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

import RESP

/// A run of bytes that is filled from a socket and consumed from the front.
@safe
final class InputBuffer {
    private var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        precondition(capacity > 0, "a buffer needs room")
        self.capacity = capacity
        unsafe base = InputBuffer.reallocate(nil, capacity)
    }

    deinit { unsafe free(base) }

    var isEmpty: Bool { count == 0 }

    /// The room behind the bytes held.
    var room: Int { capacity - count }

    /// The bytes held; valid until the buffer is changed.
    var view: ByteView { unsafe ByteView(base: base, count: count) }

    /// Reads from a socket behind the bytes held, at most `limit` bytes; there must be room.
    func fill(from descriptor: Int32, limit: Int = .max) -> Transfer {
        precondition(room > 0 && limit > 0, "reading needs room")
        let transfer = unsafe Syscalls.receive(descriptor, into: base + count, count: min(room, limit))
        if case .moved(let bytes) = transfer { count += bytes }
        return transfer
    }

    /// Appends a copy of bytes, growing if they do not fit.
    func append(_ bytes: ByteView) {
        if bytes.count > room { grow(to: max(count + bytes.count, capacity * 2)) }
        unsafe (base + count).copyMemory(from: bytes.base, byteCount: bytes.count)
        count += bytes.count
    }

    /// Drops bytes at the front and moves the rest there.
    func removeFirst(_ bytes: Int) {
        precondition(bytes >= 0 && bytes <= count, "cannot remove more than is held")
        guard bytes > 0 else { return }
        count -= bytes
        unsafe memmove(base, base + bytes, count)
    }

    func removeAll() { count = 0 }

    /// Makes room for more of a request that is complete at `expected` bytes (zero: not known) or later.
    ///
    /// The new capacity is at most twice what has arrived, or one step more, and never beyond `expected` where
    /// much is missing. Where little is, more will be: a few bytes of room at a time would mean as many reads.
    func makeRoom(expected: Int) {
        guard room < SocketLimits.copiedTail, expected == 0 || expected > capacity else { return }
        let bounded = max(count * 2, count + SocketLimits.inputStep)
        let isFarAway = expected - count > SocketLimits.copiedTail
        let wanted = isFarAway ? min(expected, bounded) : max(count * 2, expected)
        if wanted > capacity { grow(to: wanted) }
    }

    private func grow(to capacity: Int) {
        unsafe base = InputBuffer.reallocate(base, capacity)
        self.capacity = capacity
    }

    private static func reallocate(_ old: UnsafeMutableRawPointer?, _ capacity: Int)
        -> UnsafeMutableRawPointer
    {
        guard let memory = unsafe realloc(old, capacity) else {
            preconditionFailure("out of memory for a client's request")
        }
        return unsafe memory
    }
}
