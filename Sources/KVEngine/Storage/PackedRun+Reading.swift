// Finding the way through a `PackedRun`: by index, element by element, and by content.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension PackedRun {
    /// The offset of the element at `index`, walked to from the nearer end; `end` for `count`.
    func offset(at index: Int) -> Int {
        precondition(index >= 0 && index <= count, "index outside the list")
        if index <= count / 2 {
            var offset = start
            for _ in 0..<index { offset = frame(at: offset).next }
            return offset
        }
        var offset = end
        for _ in index..<count { offset = frame(before: offset).offset }
        return offset
    }

    func element(at index: Int) -> ByteView { view(of: frame(at: offset(at: index))) }

    /// The last element; traps if there is none.
    var last: ByteView { view(of: frame(before: end)) }

    /// Hands `limit` elements from `offset` on to `body`, until it returns false; says if it never did.
    ///
    /// Backwards, the first element is the one that ends at `offset`. The run must not change meanwhile.
    func walk(from offset: Int, limit: Int, reversed: Bool, _ body: (ByteView) -> Bool) -> Bool {
        var offset = offset
        if reversed {
            for _ in 0..<limit {
                let frame = frame(before: offset)
                guard body(view(of: frame)) else { return false }
                offset = frame.offset
            }
            return true
        }
        for _ in 0..<limit {
            let frame = frame(at: offset)
            guard body(view(of: frame)) else { return false }
            offset = frame.next
        }
        return true
    }

    /// The first of every `stride` elements from `offset` on that equals the needle.
    func find(_ needle: PackedNeedle, from offset: Int, stride: Int) -> PackedFrame? {
        var offset = offset
        while offset < end {
            let frame = frame(at: offset)
            if frame.length == needle.view.count, unsafe needle.matches(base + frame.payload) { return frame }
            offset = frame.next
            for _ in 1..<stride where offset < end { offset = self.frame(at: offset).next }
        }
        return nil
    }

    /// The last element before `offset` that equals the needle.
    func findLast(_ needle: PackedNeedle, before offset: Int) -> PackedFrame? {
        var offset = offset
        while offset > start {
            let frame = frame(before: offset)
            if frame.length == needle.view.count, unsafe needle.matches(base + frame.payload) { return frame }
            offset = frame.offset
        }
        return nil
    }
}

/// A byte string prepared for being looked for.
///
/// Elements of equal length are compared by one word first: their last eight bytes, because names that share a
/// length mostly share a prefix too (`field:1`, `field:2`), or all of them if they are fewer. Only a match of
/// more than eight bytes needs a call. Reading a whole word of a shorter element relies on the run's padding.
@safe
struct PackedNeedle {
    let view: ByteView
    private let word: UInt64
    private let mask: UInt64
    private let offset: Int

    init(_ view: ByteView) {
        self.view = view
        if view.count >= 8 {
            offset = view.count - 8
            mask = .max
            word = view.word(at: offset)
        } else {
            offset = 0
            mask = (1 << UInt64(8 * view.count)) - 1
            var bytes: UInt64 = 0
            for index in 0..<view.count { bytes |= UInt64(view[index]) << UInt64(8 * index) }
            word = bytes
        }
    }

    /// Compares with the element at `payload`, whose length is the needle's.
    func matches(_ payload: UnsafeRawPointer) -> Bool {
        let found = unsafe UInt64(littleEndian: (payload + offset).loadUnaligned(as: UInt64.self))
        guard found & mask == word else { return false }
        return unsafe offset == 0 || memcmp(payload, view.base, offset) == 0
    }
}
