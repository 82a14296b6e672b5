// The registers of a coroutine: one growing run of values that all its calls share. The interpreter reads and
// writes it several times an instruction, so access checks nothing in a release build; who makes a frame makes
// room for all that the frame's code can touch first, and the compiler never numbers a register beyond that.
//
// Invariant: all `capacity` values are initialised, always. The memory moves as it grows, so nobody keeps an
// address: every access starts from the header.

/// A growing run of values.
@safe
final class ValueStack {
    @safe
    struct Header {
        var values: UnsafeMutablePointer<LuaValue>
        var capacity: Int
    }

    let header: UnsafeMutablePointer<Header>

    private let meter: MemoryMeter
    /// What a value counts for: frames need memory in proportion to it, too.
    static let cost = 48

    private static let smallest = 48
    /// The most that is kept from one run to the next: clearing it is part of every run.
    private static let mostKept = 1024

    init(countedBy meter: MemoryMeter, capacity: Int = ValueStack.smallest) {
        self.meter = meter
        meter.add(capacity &* ValueStack.cost)
        unsafe header = .allocate(capacity: 1)
        let values = UnsafeMutablePointer<LuaValue>.allocate(capacity: capacity)
        unsafe values.initialize(repeating: .nil, count: capacity)
        unsafe header.initialize(to: Header(values: values, capacity: capacity))
    }

    deinit {
        meter.remove(capacity &* ValueStack.cost)
        unsafe header.pointee.values.deinitialize(count: header.pointee.capacity)
        unsafe header.pointee.values.deallocate()
        unsafe header.deallocate()
    }

    var capacity: Int { unsafe header.pointee.capacity }

    /// One value, in place. The index is below the capacity: see the top.
    @inline(__always)
    subscript(index: Int) -> LuaValue {
        @inline(__always) unsafeAddress {
            assert(index >= 0 && index < capacity, "register outside the stack")
            return unsafe UnsafePointer(header.pointee.values + index)
        }
        @inline(__always) unsafeMutableAddress {
            assert(index >= 0 && index < capacity, "register outside the stack")
            return unsafe header.pointee.values + index
        }
    }

    /// One value, or nil when the index is outside: for code that does not know what it asks.
    func checked(_ index: Int) -> LuaValue {
        index >= 0 && index < capacity ? self[index] : .nil
    }

    /// Makes the capacity at least `count`, if there is memory for that.
    @inline(__always)
    func claim(_ count: Int) throws(LuaFailure) {
        guard count > capacity else { return }
        try meter.require(max(count, capacity) &* ValueStack.cost)
        grow(to: count)
    }

    /// Makes the capacity at least `count`, which is not much more than it was.
    @inline(__always)
    func require(_ count: Int) {
        if count > capacity { grow(to: count) }
    }

    @inline(never)
    private func grow(to count: Int) {
        let (old, size) = unsafe (header.pointee.values, capacity)
        let larger = max(count, size &* 2)
        meter.add((larger &- size) &* ValueStack.cost)
        let values = UnsafeMutablePointer<LuaValue>.allocate(capacity: larger)
        unsafe values.moveInitialize(from: old, count: size)
        unsafe (values + size).initialize(repeating: .nil, count: larger &- size)
        unsafe old.deallocate()
        unsafe header.pointee = unsafe Header(values: values, capacity: larger)
    }

    /// Sets a range to nil.
    @inline(__always)
    func clear(_ start: Int, _ end: Int) {
        var index = start
        while index < end {
            self[index] = .nil
            index &+= 1
        }
    }

    /// Sets everything to nil, and gives back what a deep run has taken.
    func reset() {
        guard capacity > ValueStack.mostKept else { return clear(0, capacity) }
        let (old, size) = unsafe (header.pointee.values, capacity)
        let values = UnsafeMutablePointer<LuaValue>.allocate(capacity: ValueStack.smallest)
        unsafe values.initialize(repeating: .nil, count: ValueStack.smallest)
        unsafe header.pointee = unsafe Header(values: values, capacity: ValueStack.smallest)
        meter.remove((size &- ValueStack.smallest) &* ValueStack.cost)
        unsafe old.deinitialize(count: size)
        unsafe old.deallocate()
    }

    /// Copies `count` values down, to a lower place.
    @inline(__always)
    func moveDown(from source: Int, to target: Int, count: Int) {
        var index = 0
        while index < count {
            self[target &+ index] = self[source &+ index]
            index &+= 1
        }
    }

    /// Copies `count` values up, to a higher place that may overlap.
    func moveUp(from source: Int, to target: Int, count: Int) {
        var index = count
        while index > 0 {
            index &-= 1
            self[target &+ index] = self[source &+ index]
        }
    }
}
