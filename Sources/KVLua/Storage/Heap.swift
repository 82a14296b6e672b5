// The objects of one state that can be part of a cycle. Swift frees everything else as its last reference goes;
// tables, variables and coroutines that refer to each other in a ring would stay for ever. So the heap knows
// each of them (without owning it), and `sweep` empties those that a mark has not reached, which opens the ring.
//
// It also takes over what an object held when the object goes, so that a list of a million nested tables is
// freed one after the other and not one inside the other.
//
// Invariants: `objects[i].slot == i` for every i; an object is in the list from the end of its init to the start
// of its deinit, so the unowned references are never stale.

/// An object that can be part of a cycle.
package class HeapObject {
    let heap: Heap
    /// Its place in the heap's list.
    fileprivate var slot = 0
    /// The number of the last mark that reached it.
    final var mark: UInt32 = 0

    init(heap: Heap) {
        self.heap = heap
        heap.add(self)
    }

    deinit { heap.remove(self) }

    /// Reports what it refers to.
    func visit(_ marker: inout Marker) {}

    /// Lets go of everything it refers to.
    func clear() {}
}

/// The objects of a state, and their memory.
@safe
final class Heap {
    let meter: MemoryMeter
    private var objects: [Unmanaged<HeapObject>] = unsafe []
    /// Values whose holder is gone and that were not released yet.
    private var discarded: [LuaValue] = []
    private var isDraining = false
    private var serial = 0
    /// The number of the mark under way, or of the last one.
    private(set) var epoch: UInt32 = 0

    init(meter: MemoryMeter) {
        self.meter = meter
    }

    /// How many objects there are.
    var count: Int { unsafe objects.count }

    /// A number for a new object: it stands for the address that Lua uses.
    func nextSerial() -> Int {
        serial &+= 1
        return serial
    }

    fileprivate func add(_ object: HeapObject) {
        object.slot = unsafe objects.count
        unsafe objects.append(Unmanaged.passUnretained(object))
    }

    fileprivate func remove(_ object: HeapObject) {
        guard let last = unsafe objects.popLast(), object.slot < count else { return }
        unsafe objects[object.slot] = last
        unsafe last._withUnsafeGuaranteedRef { $0.slot = object.slot }
    }

    /// Takes over a value whose holder is going; `drain` follows.
    @inline(__always)
    func discard(_ value: LuaValue) {
        switch value {
        case .table, .function, .thread: discarded.append(value)
        default: break
        }
    }

    /// Releases what was taken over, one object at a time.
    func drain() {
        guard !isDraining, !discarded.isEmpty else { return }
        isDraining = true
        while let value = discarded.popLast() { _ = consume value }
        isDraining = false
    }

    /// Starts a mark.
    func beginMark() -> UInt32 {
        epoch &+= 1
        return epoch
    }

    /// Empties every object that the mark did not reach; they are freed when this returns.
    func sweep() {
        var garbage: [HeapObject] = []
        for index in 0..<count {
            let object = unsafe objects[index].takeUnretainedValue()
            if object.mark != epoch { garbage.append(object) }
        }
        for object in garbage { object.clear() }
        garbage.removeAll()
        drain()
    }
}
