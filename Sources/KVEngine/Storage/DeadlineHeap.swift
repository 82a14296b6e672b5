// (Interim) An indexed 4-ary min-heap of deadlines; each owner knows its slot, so that change is O(log n).

/// What has a deadline: a handle that remembers its place in the heap.
package protocol HeapOwner {
    init(raw: UnsafeMutableRawPointer)
    var raw: UnsafeMutableRawPointer { get }
    /// 0: not in the heap; else the index plus one.
    var heapSlot: UInt32 { get nonmutating set }
}

/// Owners ordered by deadline (Unix milliseconds).
@safe
final class DeadlineHeap<Owner: HeapOwner> {
    private var deadlines: [Int64] = []
    private var owners: [Owner] = []
    private(set) var earliest = Int64.max

    var count: Int { owners.count }
    var minimum: Int64? { deadlines.first }
    var first: Owner? { owners.first }
    var memoryUsage: Int { owners.count * 16 }

    func deadline(of owner: Owner) -> Int64 { deadlines[Int(owner.heapSlot) - 1] }

    func insert(_ owner: Owner, _ deadline: Int64) {
        owners.append(owner)
        deadlines.append(deadline)
        owner.heapSlot = UInt32(owners.count)
        siftUp(owners.count - 1)
    }

    func update(_ owner: Owner, _ deadline: Int64) {
        let index = Int(owner.heapSlot) - 1
        deadlines[index] = deadline
        siftUp(index)
        siftDown(Int(owner.heapSlot) - 1)
    }

    func remove(_ owner: Owner) {
        let index = Int(owner.heapSlot) - 1
        let last = owners.count - 1
        owner.heapSlot = 0
        if index != last { move(last, to: index) }
        owners.removeLast()
        deadlines.removeLast()
        if index != last {
            siftUp(index)
            siftDown(index)
        }
    }

    func replaceOwner(old: Owner, new: Owner) {
        owners[Int(old.heapSlot) - 1] = new
        new.heapSlot = old.heapSlot
        old.heapSlot = 0
    }

    func random(using random: inout Random) -> Owner? {
        owners.isEmpty ? nil : owners[random.below(owners.count)]
    }

    var averageDeadline: Int64? {
        deadlines.isEmpty ? nil : Int64(deadlines.reduce(0.0) { $0 + Double($1) } / Double(deadlines.count))
    }

    private func move(_ from: Int, to: Int) {
        owners[to] = owners[from]
        deadlines[to] = deadlines[from]
        owners[to].heapSlot = UInt32(to + 1)
    }

    private func exchange(_ left: Int, _ right: Int) {
        owners.swapAt(left, right)
        deadlines.swapAt(left, right)
        owners[left].heapSlot = UInt32(left + 1)
        owners[right].heapSlot = UInt32(right + 1)
    }

    private func siftUp(_ start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 4
            guard deadlines[index] < deadlines[parent] else { return }
            exchange(index, parent)
            index = parent
        }
    }

    private func siftDown(_ start: Int) {
        var index = start
        while true {
            let firstChild = index * 4 + 1
            guard firstChild < deadlines.count else { return }
            var least = firstChild
            for child in firstChild..<min(firstChild + 4, deadlines.count) where deadlines[child] < deadlines[least] {
                least = child
            }
            guard deadlines[least] < deadlines[index] else { return }
            exchange(index, least)
            index = least
        }
    }
}
