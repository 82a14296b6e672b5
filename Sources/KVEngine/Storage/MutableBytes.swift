// Stored bytes that are changed where they are: what SETBIT, BITFIELD and PFADD get of a string to write into.
// A view of the same bytes (`ByteView`) only reads, so code that holds one cannot change them by mistake.
//
// Like a view it does not own its bytes: it is made for one change and dropped before the string changes in any
// other way.

import RESP

/// A borrowed run of bytes that may be written to.
@safe
struct MutableBytes {
    private let base: UnsafeMutableRawPointer
    let count: Int

    /// The `count` bytes from `base` on, which outlive it.
    init(base: UnsafeMutableRawPointer, count: Int) {
        precondition(count >= 0, "bytes cannot have a negative length")
        unsafe self.base = base
        self.count = count
    }

    /// The same bytes, to be read.
    var view: ByteView { unsafe ByteView(base: UnsafeRawPointer(base), count: count) }

    /// Reads or writes one byte; an index outside traps.
    subscript(index: Int) -> UInt8 {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the bytes")
            return unsafe base.load(fromByteOffset: index, as: UInt8.self)
        }
        nonmutating set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the bytes")
            unsafe base.storeBytes(of: newValue, toByteOffset: index, as: UInt8.self)
        }
    }

    /// The part of the bytes in `range`; a range outside traps.
    func part(_ range: Range<Int>) -> MutableBytes {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        return unsafe MutableBytes(base: base + range.lowerBound, count: range.count)
    }

    /// Copies bytes, which may not overlap these, to `offset`; what does not fit traps.
    func write(_ view: ByteView, at offset: Int) {
        precondition(offset >= 0 && view.count <= count - offset, "bytes outside the room")
        unsafe (base + offset).copyMemory(from: view.base, byteCount: view.count)
    }

    /// Sets all bytes of a range; a range outside traps.
    func fill(_ range: Range<Int>, with byte: UInt8) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        unsafe (base + range.lowerBound).initializeMemory(as: UInt8.self, repeating: byte, count: range.count)
    }

    /// Moves the bytes of a range, which may overlap the place they move to; what does not fit traps.
    func move(_ range: Range<Int>, to offset: Int) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        precondition(offset >= 0 && range.count <= count - offset, "bytes outside the room")
        unsafe (base + offset).copyMemory(from: base + range.lowerBound, byteCount: range.count)
    }

    /// Combines each word with the one at the same place in `other`, and the bytes behind the last word likewise, as
    /// far as both reach.
    ///
    /// - Complexity: O(n) in the length of the shorter, eight bytes a step.
    @inline(__always)
    func combine(with other: ByteView, _ combination: (UInt64, UInt64) -> UInt64) {
        let common = min(count, other.count)
        let words = common >> 3
        for index in 0..<words {
            let offset = index << 3
            let own = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let others = unsafe other.base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            unsafe base.storeBytes(of: combination(own, others), toByteOffset: offset, as: UInt64.self)
        }
        for index in words << 3..<common {
            self[index] = UInt8(truncatingIfNeeded: combination(UInt64(self[index]), UInt64(other[index])))
        }
    }
}
