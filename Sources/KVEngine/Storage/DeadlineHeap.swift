// Which key goes next: a heap of deadlines, four children to a record so that it is half as deep as a binary
// one and siblings lie side by side. Every owner knows the place of its record, so that a deadline can be
// changed or dropped at once; without that, keys whose expiry is renewed at every use would pile up.
//
// The earliest deadline is kept apart, for it is read before every command. Equal deadlines come out in no
// promised order, but in the same one for the same calls. The heap does not own its owners, does not know
// the time, and does nothing at a deadline: it is asked.

/// A handle to something that can have a deadline, and that remembers its place in the heap.
protocol HeapOwner: BitwiseCopyable {
    init(raw: UnsafeMutableRawPointer)

    var raw: UnsafeMutableRawPointer { get }

    /// Belongs to the heap: 0 outside of it, else one more than the index of the owner's record.
    var heapSlot: UInt32 { get nonmutating set }
}

/// Deadlines in Unix milliseconds and who has them, the earliest at hand.
@safe
final class DeadlineHeap<Owner: HeapOwner> {
    @unsafe struct Record {
        var deadline: Int64
        var owner: UnsafeMutableRawPointer
    }

    @unsafe struct State {
        var records: UnsafeMutablePointer<Record>
        var count: Int
        var capacity: Int
        var earliest: Int64
        /// Wide enough for any deadlines, and exact whatever came and went.
        var sum: Int128
    }

    /// Room for this many records is never given back.
    private static var smallestCapacity: Int { 4 }

    let state: UnsafeMutablePointer<State>

    init() {
        unsafe state = .allocate(capacity: 1)
        let records = UnsafeMutablePointer<Record>.allocate(capacity: Self.smallestCapacity)
        unsafe state.initialize(
            to: State(
                records: records, count: 0, capacity: Self.smallestCapacity, earliest: .max, sum: 0))
    }

    deinit {
        unsafe state.pointee.records.deallocate()
        unsafe state.deallocate()
    }

    // MARK: Asking

    /// The number of owners with a deadline.
    var count: Int { unsafe state.pointee.count }

    var isEmpty: Bool { count == 0 }

    /// The earliest deadline, or `Int64.max` when there is none.
    var earliest: Int64 { unsafe state.pointee.earliest }

    /// An owner with the earliest deadline.
    var first: Owner? { isEmpty ? nil : owner(at: 0) }

    /// The deadline of an owner in the heap.
    func deadline(of owner: Owner) -> Int64 { deadline(at: index(of: owner)) }

    /// The sum of all deadlines.
    var sumOfDeadlines: Int128 { unsafe state.pointee.sum }

    /// The mean of all deadlines, rounded towards zero; nil when there is none.
    var averageDeadline: Int64? { isEmpty ? nil : Int64(sumOfDeadlines / Int128(count)) }

    /// An owner at random, each equally likely; nil when there is none.
    func random(using random: inout Random) -> Owner? {
        isEmpty ? nil : owner(at: random.below(count))
    }

    /// The bytes the heap takes.
    var memoryUsage: Int {
        unsafe MemoryLayout<State>.size + state.pointee.capacity * MemoryLayout<Record>.stride
    }

    // MARK: Changing

    /// Gives a deadline to an owner that has none.
    ///
    /// - Complexity: O(log n) in the number of owners.
    func insert(_ owner: Owner, _ deadline: Int64) {
        precondition(owner.heapSlot == 0, "the owner has a deadline already")
        if unsafe state.pointee.count == state.pointee.capacity { resize(to: count * 2) }
        unsafe state.pointee.count += 1
        unsafe state.pointee.sum += Int128(deadline)
        unsafe siftUp(Record(deadline: deadline, owner: owner.raw), from: count - 1)
        noteEarliest()
    }

    /// Changes the deadline of an owner that has one.
    ///
    /// - Complexity: O(log n) in the number of owners.
    func update(_ owner: Owner, _ deadline: Int64) {
        let index = index(of: owner)
        unsafe state.pointee.sum += Int128(deadline) - Int128(self.deadline(at: index))
        unsafe place(Record(deadline: deadline, owner: owner.raw), at: index)
        noteEarliest()
    }

    /// Drops the deadline of an owner that has one.
    ///
    /// - Complexity: O(log n) in the number of owners.
    func remove(_ owner: Owner) { removeRecord(at: index(of: owner)) }

    /// Hands the deadline of an owner, whose block must still exist, over to one that has none.
    func replaceOwner(old: Owner, new: Owner) {
        let index = index(of: old)
        let deadline = deadline(at: index)
        old.heapSlot = 0
        unsafe put(Record(deadline: deadline, owner: new.raw), at: index)
    }

    private func removeRecord(at index: Int) {
        owner(at: index).heapSlot = 0
        unsafe state.pointee.sum -= Int128(deadline(at: index))
        unsafe state.pointee.count -= 1
        if index < count { unsafe place(state.pointee.records[count], at: index) }
        shrinkIfSparse()
        noteEarliest()
    }

    // MARK: Records

    private func owner(at index: Int) -> Owner {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no record there")
        return unsafe Owner(raw: state.pointee.records[index].owner)
    }

    private func deadline(at index: Int) -> Int64 { unsafe state.pointee.records[index].deadline }

    /// The index of an owner's record; an owner that has none here traps.
    private func index(of owner: Owner) -> Int {
        let index = Int(owner.heapSlot) - 1
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "the owner has no deadline")
        unsafe precondition(
            state.pointee.records[index].owner == owner.raw, "the record is of another owner")
        return index
    }

    /// Writes a record and tells its owner where it is.
    @inline(__always)
    private func put(_ record: Record, at index: Int) {
        unsafe state.pointee.records[index] = unsafe record
        unsafe Owner(raw: record.owner).heapSlot = UInt32(truncatingIfNeeded: index &+ 1)
    }

    private func noteEarliest() {
        unsafe state.pointee.earliest = isEmpty ? .max : deadline(at: 0)
    }

    /// Puts a record in the place of a dropped or outdated one, or where the order demands.
    private func place(_ record: Record, at index: Int) {
        let parent = (index - 1) / 4
        if index > 0, unsafe record.deadline < deadline(at: parent) {
            unsafe siftUp(record, from: index)
        } else {
            unsafe siftDown(record, from: index)
        }
    }

    /// Moves later ancestors of a free place down, then puts the record in.
    private func siftUp(_ record: Record, from start: Int) {
        var index = start
        while index > 0 {
            let parent = (index &- 1) / 4
            guard unsafe record.deadline < deadline(at: parent) else { break }
            unsafe put(state.pointee.records[parent], at: index)
            index = parent
        }
        unsafe put(record, at: index)
    }

    /// Moves earlier descendants of a free place up, then puts the record in.
    private func siftDown(_ record: Record, from start: Int) {
        var index = start
        while true {
            let child = earliestChild(of: index)
            guard child < count, unsafe deadline(at: child) < record.deadline else { break }
            unsafe put(state.pointee.records[child], at: index)
            index = child
        }
        unsafe put(record, at: index)
    }

    /// The child with the earliest deadline; an index past the end when there is no child.
    private func earliestChild(of index: Int) -> Int {
        let start = 4 &* index &+ 1
        var best = start
        var other = start &+ 1
        let end = min(start &+ 4, count)
        while other < end {
            best = deadline(at: other) < deadline(at: best) ? other : best
            other &+= 1
        }
        return best
    }

    // MARK: Room

    /// Gives half of the room back when less than a quarter is used.
    private func shrinkIfSparse() {
        let capacity = unsafe state.pointee.capacity
        if capacity > Self.smallestCapacity, count < capacity / 4 { resize(to: capacity / 2) }
    }

    private func resize(to capacity: Int) {
        precondition(capacity <= Int(UInt32.max), "more deadlines than places to remember")
        let moved = UnsafeMutablePointer<Record>.allocate(capacity: capacity)
        unsafe moved.update(from: state.pointee.records, count: count)
        unsafe state.pointee.records.deallocate()
        unsafe state.pointee.records = unsafe moved
        unsafe state.pointee.capacity = capacity
    }
}
