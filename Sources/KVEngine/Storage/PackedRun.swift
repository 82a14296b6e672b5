// Byte strings one after another in a single block of memory, with free room before the first and after the
// last. It is the body of `PackedList` (small hashes, sorted sets) and of every chunk of a `ListStorage`; it
// is a struct without copies so that a list can keep its chunks side by side, with no reference counting.
//
// An element is written as
//
//     header (1, 3 or 9 bytes) | the bytes | trailer: the header mirrored
//
// A length below 254 is one byte. 254 announces a length of two bytes, 255 one of eight, both little-endian;
// in the trailer the announcing byte comes last, so a reader coming from the right meets it first. Reading
// goes both ways at the same speed, and a short element costs two bytes more than its own.
//
// The block has 16 bytes of padding behind `capacity`: reading a header or a word of a short element needs no
// check for the end of the block. Every step over a frame is checked against the end of the run, so that a
// position kept over a change of the run traps or names another element, but never reads foreign memory.
//
// It does not know what its elements mean, nor how long a run should be: its owner decides that.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A run of byte strings that grows and shrinks at both ends.
@safe
struct PackedRun: ~Copyable {
    /// The two places where a run has free room.
    enum Edge { case front, back }

    static let padding = 16
    static let smallestCapacity = 32

    /// The block of memory, `capacity + padding` bytes long.
    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    /// The offset of the first element; the room before it is free.
    var start: Int
    /// The offset behind the last element; the room behind it is free.
    var end: Int
    /// The number of elements.
    var count: Int

    /// Makes an empty run with room for `capacity` bytes at `edge`.
    init(capacity: Int, roomAt edge: Edge = .back) {
        precondition(capacity >= 0, "a run cannot have a negative capacity")
        unsafe base = .allocate(byteCount: capacity + PackedRun.padding, alignment: 16)
        self.capacity = capacity
        start = edge == .back ? 0 : capacity
        end = start
        count = 0
    }

    deinit { unsafe base.deallocate() }

    /// The bytes all elements take, framing included.
    var byteCount: Int { end &- start }

    var isEmpty: Bool { count == 0 }

    /// The bytes of the block, used or not.
    var memoryUsage: Int { capacity + PackedRun.padding }

    /// Whether the view lies in this run's block and would be lost if the block moved.
    func owns(_ view: ByteView) -> Bool {
        let distance = unsafe view.base - UnsafeRawPointer(base)
        return distance >= 0 && distance < capacity + PackedRun.padding
    }

    /// An independent run of the same elements, in a block of exactly their size.
    func copy() -> PackedRun {
        var twin = PackedRun(capacity: byteCount)
        unsafe twin.base.copyMemory(from: base + start, byteCount: byteCount)
        twin.end = byteCount
        twin.count = count
        return twin
    }
}

// MARK: - Room

extension PackedRun {
    /// Makes at least `size` bytes of room at one edge, in amortised constant time per byte written there.
    ///
    /// If an eighth of the block stays free the elements slide inside it, else the block at least doubles. The
    /// other edge keeps its room up to half of what is free: taking all of it would make alternate growth at
    /// both edges slide every time, and giving it more would waste room on a run that grows one way only.
    mutating func makeRoom(_ size: Int, at edge: Edge) {
        let needed = byteCount + size
        let slides = needed <= capacity - capacity / 8
        let target = slides ? capacity : PackedRun.roundedCapacity(max(needed, capacity + 1))
        let otherRoom = edge == .front ? capacity - end : start
        let keptRoom = min(otherRoom, (target - needed) / 2)
        relocate(to: target, start: edge == .front ? target - keptRoom - byteCount : keptRoom)
    }

    /// Gives memory back when three quarters of the block are free; the elements may move.
    mutating func shrinkIfSparse() {
        guard capacity > 4 * PackedRun.smallestCapacity, byteCount < capacity / 4, count > 0 else { return }
        let target = PackedRun.roundedCapacity(byteCount * 2)
        relocate(to: target, start: min(start, (target - byteCount) / 2))
    }

    /// Gives all free room back if it is more than an eighth of the block: for a run that is full for good.
    mutating func trimExcess() {
        guard byteCount < capacity - capacity / 8 else { return }
        relocate(to: byteCount, start: 0)
    }

    private mutating func relocate(to newCapacity: Int, start newStart: Int) {
        let used = byteCount
        if newCapacity == capacity {
            unsafe memmove(base + newStart, base + start, used)
        } else {
            let block = UnsafeMutableRawPointer.allocate(
                byteCount: newCapacity + PackedRun.padding, alignment: 16)
            unsafe memcpy(block + newStart, base + start, used)
            unsafe base.deallocate()
            unsafe base = block
            capacity = newCapacity
        }
        start = newStart
        end = newStart + used
    }

    /// A power of two up to 64 KiB; above it a quarter more than needed, because doubling would waste too much.
    private static func roundedCapacity(_ needed: Int) -> Int {
        guard needed <= 65_536 else { return needed + needed / 4 }
        guard needed > smallestCapacity else { return smallestCapacity }
        return 1 << (Int.bitWidth - (needed - 1).leadingZeroBitCount)
    }
}
