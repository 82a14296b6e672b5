// A few bytes of text on the stack, for spelling a number whose length must be known before it is sent. A
// buffer on the heap costs more than the spelling itself.
//
// It never grows: a writer states how much room it needs at most, and writing past that traps.

import RESP

/// Text being written into a fixed run of bytes.
@safe
struct ScratchText: ~Copyable {
    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    private(set) var count = 0

    private init(base: UnsafeMutableRawPointer, capacity: Int) {
        unsafe self.base = base
        self.capacity = capacity
    }

    /// Lends room for `capacity` bytes for the duration of `body`.
    @inline(__always)
    static func with<R>(capacity: Int, _ body: (inout ScratchText) -> R) -> R {
        unsafe withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { memory in
            guard let base = memory.baseAddress else { preconditionFailure("scratch text needs room") }
            var text = unsafe ScratchText(base: base, capacity: capacity)
            return body(&text)
        }
    }

    /// What was written so far; valid while the room is lent and nothing more is written.
    var view: ByteView { unsafe ByteView(base: UnsafeRawPointer(base), count: count) }

    mutating func append(_ byte: UInt8) {
        precondition(count < capacity, "scratch text is full")
        unsafe base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Appends a number in decimal, padded on the left with zeros to `width` digits.
    mutating func append(decimal value: UInt64, width: Int = 1) {
        var (digits, rest) = (1, value)
        while rest >= 10 { (digits, rest) = (digits &+ 1, rest / 10) }
        digits = max(digits, width)
        precondition(digits <= capacity &- count, "scratch text is full")
        rest = value
        var position = count &+ digits
        while position > count {
            position &-= 1
            let (shorter, digit) = rest.quotientAndRemainder(dividingBy: 10)
            unsafe base.storeBytes(
                of: UInt8(truncatingIfNeeded: digit) &+ 48, toByteOffset: position, as: UInt8.self)
            rest = shorter
        }
        count &+= digits
    }
}
