// The directory of a long list: its chunks side by side in a ring, so that adding and dropping a chunk at
// either end costs the same however many there are, and walking over the chunks' counts reads memory in order.
//
// It moves chunks around but never looks into them; how full they are is the list's business.

/// A doubly-ended array of runs.
@safe
struct ChunkRing: ~Copyable {
    private var slots: UnsafeMutablePointer<PackedRun>
    /// A power of two, so that wrapping around is one AND.
    private var capacity = 1
    private var head = 0
    private(set) var count = 0

    init() { unsafe slots = .allocate(capacity: 1) }

    deinit {
        for index in 0..<count { unsafe slot(index).deinitialize(count: 1) }
        unsafe slots.deallocate()
    }

    /// The bytes of the directory itself, without what the chunks hold.
    var memoryUsage: Int { capacity * MemoryLayout<PackedRun>.stride }

    /// Where the chunk at `index` is, until the ring changes.
    func chunk(_ index: Int) -> UnsafeMutablePointer<PackedRun> {
        precondition(index >= 0 && index < count, "chunk outside the list")
        return unsafe slot(index)
    }

    private func slot(_ index: Int) -> UnsafeMutablePointer<PackedRun> {
        unsafe slots + ((head &+ index) & (capacity &- 1))
    }

    /// Puts a chunk before the one at `index`, moving those on the shorter side of it.
    mutating func insert(_ run: consuming PackedRun, at index: Int) {
        precondition(index >= 0 && index <= count, "chunk outside the list")
        if count == capacity { resize(to: capacity * 2) }
        count += 1
        if index < count / 2 {
            head = (head &- 1) & (capacity - 1)
            for place in 0..<index { unsafe slot(place).moveInitialize(from: slot(place + 1), count: 1) }
        } else {
            for place in stride(from: count - 1, to: index, by: -1) {
                unsafe slot(place).moveInitialize(from: slot(place - 1), count: 1)
            }
        }
        unsafe slot(index).initialize(to: run)
    }

    /// Drops the chunks in `range`, closing the gap from its shorter side.
    mutating func remove(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "chunk outside the list")
        for index in range { unsafe slot(index).deinitialize(count: 1) }
        if range.lowerBound < count - range.upperBound {
            for place in (0..<range.lowerBound).reversed() {
                unsafe slot(place + range.count).moveInitialize(from: slot(place), count: 1)
            }
            head = (head &+ range.count) & (capacity - 1)
        } else {
            for place in range.upperBound..<count {
                unsafe slot(place - range.count).moveInitialize(from: slot(place), count: 1)
            }
        }
        count -= range.count
        if capacity > 16, count < capacity / 4 {
            resize(to: max(16, 1 << (Int.bitWidth - count.leadingZeroBitCount)))
        }
    }

    /// Exchanges two different chunks.
    mutating func swapAt(_ left: Int, _ right: Int) {
        precondition(left != right, "a chunk cannot be exchanged with itself")
        unsafe swap(&chunk(left).pointee, &chunk(right).pointee)
    }

    private mutating func resize(to newCapacity: Int) {
        let grown = UnsafeMutablePointer<PackedRun>.allocate(capacity: newCapacity)
        for index in 0..<count { unsafe (grown + index).moveInitialize(from: slot(index), count: 1) }
        unsafe slots.deallocate()
        unsafe slots = grown
        capacity = newCapacity
        head = 0
    }
}
