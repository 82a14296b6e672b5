import Testing

@testable import KVEngine

/// An owner that is nothing but its place in the heap.
@safe
private struct Owner: HeapOwner, Hashable {
    let raw: UnsafeMutableRawPointer

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    static func make() -> Owner {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: 4, alignment: 4)
        unsafe raw.storeBytes(of: 0, as: UInt32.self)
        return unsafe Owner(raw: raw)
    }

    var heapSlot: UInt32 {
        get { unsafe raw.load(as: UInt32.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, as: UInt32.self) }
    }

    static func == (left: Owner, right: Owner) -> Bool { unsafe left.raw == right.raw }

    func hash(into hasher: inout Hasher) { unsafe hasher.combine(raw) }

    func free() { unsafe raw.deallocate() }
}

/// A heap of deadlines next to the owners in it and a dictionary that says what it should hold.
private final class HeapModel {
    let heap = DeadlineHeap<Owner>()
    private(set) var owners: [Owner] = []
    private(set) var deadlines: [Owner: Int64] = [:]

    deinit {
        for owner in owners { owner.free() }
    }

    func insert(_ deadline: Int64) {
        let owner = Owner.make()
        owners.append(owner)
        deadlines[owner] = deadline
        heap.insert(owner, deadline)
    }

    func update(at index: Int, to deadline: Int64) {
        deadlines[owners[index]] = deadline
        heap.update(owners[index], deadline)
    }

    func remove(at index: Int) {
        heap.remove(owners[index])
        drop(owners[index])
    }

    func replace(at index: Int) {
        let (old, new) = (owners[index], Owner.make())
        heap.replaceOwner(old: old, new: new)
        #expect(old.heapSlot == 0)
        deadlines[new] = deadlines.removeValue(forKey: old)
        owners[index] = new
        old.free()
    }

    func pop() {
        let earliest = deadlines.values.min()
        guard let owner = heap.first else { return #expect(earliest == nil) }
        #expect(deadlines[owner] == earliest)
        heap.remove(owner)
        drop(owner)
    }

    private func drop(_ owner: Owner) {
        #expect(owner.heapSlot == 0)
        deadlines.removeValue(forKey: owner)
        owners.removeAll { $0 == owner }
        owner.free()
    }

    func check() {
        heap.checkInvariants()
        #expect(heap.count == owners.count)
        #expect(heap.earliest == deadlines.values.min() ?? .max)
        #expect(owners.allSatisfy { heap.deadline(of: $0) == deadlines[$0] })
    }
}

@Suite struct DeadlineHeapTests {
    @Test func `an empty heap has no earliest deadline`() {
        let heap = DeadlineHeap<Owner>()
        var random = Random(seed: 1)
        #expect(heap.isEmpty)
        #expect(heap.earliest == .max)
        #expect(heap.first == nil)
        #expect(heap.averageDeadline == nil)
        #expect(heap.random(using: &random) == nil)
        heap.checkInvariants()
    }

    @Test func `deadlines come out in order`() {
        let model = HeapModel()
        for number in 0..<500 { model.insert(Int64(number * 7919 % 500)) }
        for expected in 0..<500 {
            #expect(model.heap.earliest == Int64(expected))
            model.pop()
        }
        model.check()
    }

    @Test func `the earliest deadline follows every change`() {
        let model = HeapModel()
        model.insert(20)
        model.insert(10)
        #expect(model.heap.earliest == 10)
        model.update(at: 1, to: 30)
        #expect(model.heap.earliest == 20)
        #expect(model.heap.first == model.owners[0])
        model.update(at: 1, to: 5)
        #expect(model.heap.earliest == 5)
        model.remove(at: 1)
        #expect(model.heap.earliest == 20)
        model.remove(at: 0)
        #expect(model.heap.earliest == .max)
    }

    @Test func `the average is exact at the ends of time`() {
        let model = HeapModel()
        for deadline in [Int64.max, .max, .max - 3, .min, 7] { model.insert(deadline) }
        model.check()
        #expect(model.heap.sumOfDeadlines == 2 * Int128(Int64.max) + 3)
        model.remove(at: 3)
        model.remove(at: 3)
        #expect(model.heap.averageDeadline == Int64.max - 1)
    }

    @Test func `equal calls give an equal order`() {
        func order() -> [Int] {
            let model = HeapModel()
            for number in 0..<100 { model.insert(Int64(number % 3)) }
            let owners = model.owners
            return (0..<100).map { _ in
                let popped = model.heap.first
                model.heap.remove(owners[owners.firstIndex { $0 == popped } ?? 0])
                return owners.firstIndex { $0 == popped } ?? -1
            }
        }
        #expect(order() == order())
        #expect(Set(order()).count == 100)
    }

    @Test func `a random owner can be any of them`() {
        let model = HeapModel()
        var random = Random(seed: 2)
        for number in 0..<20 { model.insert(Int64(number)) }
        let drawn = Set((0..<1000).compactMap { _ in model.heap.random(using: &random) })
        #expect(drawn == Set(model.owners))
    }

    @Test func `a heap gives its room back`() {
        let model = HeapModel()
        let empty = model.heap.memoryUsage
        for number in 0..<1000 { model.insert(Int64(number)) }
        #expect(model.heap.memoryUsage >= empty + 15_900)
        while !model.heap.isEmpty { model.pop() }
        #expect(model.heap.memoryUsage == empty)
    }

    @Test(arguments: [(11, 20), (12, 1000), (13, 1 << 62)] as [(UInt64, Int)])
    func `a heap is right after every change`(seed: UInt64, span: Int) {
        var random = Random(seed: seed)
        let model = HeapModel()
        for number in 0..<2500 {
            let (choice, deadline) = (random.below(100), Int64(random.below(span)))
            let insertions = number % 1000 < 500 ? 60 : 15
            if model.owners.isEmpty || choice < insertions {
                model.insert(deadline)
            } else {
                let index = random.below(model.owners.count)
                switch choice % 5 {
                case 0, 1: model.remove(at: index)
                case 2: model.update(at: index, to: deadline)
                case 3: model.replace(at: index)
                default: model.pop()
                }
            }
            model.heap.checkInvariants()
            if number % 25 == 0 { model.check() }
        }
        while !model.heap.isEmpty { model.pop() }
        model.check()
    }
}
