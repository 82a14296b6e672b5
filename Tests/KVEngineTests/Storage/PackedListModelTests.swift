// A packed list against an array: seeded random operations, invariants after each.

@testable import KVEngine
import RESP
import Testing

private struct PackedListModel {
    var samples: PackedSamples
    let list = PackedList(capacity: 0)
    var model: [[UInt8]] = []

    /// Does one random operation to both; returns its number for the failure message.
    mutating func step() -> Int {
        let operation = samples.below(model.count > 60 ? 24 : 20)
        switch operation {
        case 0..<4: add(atFront: operation % 2 == 0)
        case 4..<8: insert()
        case 8..<11: replace()
        case 11, 12: addOwnElement()
        case 13, 14: replaceWithOwnElement()
        case 15: lookUp()
        case 16: splitAndJoin()
        case 17, 18: walkFromIndex()
        default: remove()
        }
        list.checkInvariants()
        return operation
    }

    private mutating func add(atFront: Bool) {
        let bytes = samples.bytes()
        bytes.withByteView { atFront ? list.prepend($0) : list.append($0) }
        model.insert(bytes, at: atFront ? 0 : model.count)
    }

    private mutating func insert() {
        let (bytes, index) = (samples.bytes(), samples.below(model.count + 1))
        let placed = bytes.withByteView { list.insert($0, before: list.position(at: index)) }
        model.insert(bytes, at: index)
        #expect(placed == list.position(at: index))
    }

    private mutating func replace() {
        guard !model.isEmpty else { return }
        let (bytes, index) = (samples.bytes(), samples.below(model.count))
        let placed = bytes.withByteView { list.replace(at: list.position(at: index), with: $0) }
        model[index] = bytes
        #expect(placed == list.position(at: index))
    }

    /// Stores a view of an element, or of the middle of one, a second time.
    private mutating func addOwnElement() {
        guard !model.isEmpty else { return }
        let (source, target) = (samples.below(model.count), samples.below(model.count + 1))
        let from = min(samples.below(3), model[source].count)
        let view = list[list.position(at: source)][from..<model[source].count]
        switch samples.below(4) {
        case 0:
            list.append(view)
            model.append(Array(model[source][from...]))
        case 1:
            list.prepend(view)
            model.insert(Array(model[source][from...]), at: 0)
        default:
            list.insert(view, before: list.position(at: target))
            model.insert(Array(model[source][from...]), at: target)
        }
    }

    private mutating func replaceWithOwnElement() {
        guard !model.isEmpty else { return }
        let (source, target) = (samples.below(model.count), samples.below(model.count))
        list.replace(at: list.position(at: target), with: list[list.position(at: source)])
        model[target] = model[source]
    }

    private mutating func lookUp() {
        let bytes =
            model.isEmpty || samples.below(3) == 0 ? samples.bytes() : model[samples.below(model.count)]
        let (from, stride) = (samples.below(model.count + 1), 1 + samples.below(3))
        let expected = Swift.stride(from: from, to: model.count, by: stride).first { model[$0] == bytes }
        let start = list.position(at: from)
        let found = bytes.withByteView { list.find($0, from: start, stride: stride) }
        #expect(found == expected.map { list.position(at: $0) })
    }

    private mutating func splitAndJoin() {
        let index = samples.below(model.count + 1)
        let tail = list.split(at: index)
        tail.checkInvariants()
        list.checkInvariants()
        #expect(list.count == index && tail.count == model.count - index)
        tail.forEach { list.append($0) }
    }

    private mutating func walkFromIndex() {
        guard !model.isEmpty else { return }
        let index = samples.below(model.count)
        let position = list.position(at: index)
        #expect(list[position].count == model[index].count)
        #expect(list.position(after: position) == list.position(at: index + 1))
        #expect(list.position(before: position) == (index == 0 ? list.end : list.position(at: index - 1)))
    }

    private mutating func remove() {
        guard !model.isEmpty else { return }
        let index = samples.below(model.count)
        let count = min(samples.below(3), model.count - index)
        switch samples.below(8) {
        case 0:
            list.removeFirst(index)
            model.removeFirst(index)
        case 1, 2:
            list.removeLast(count)
            model.removeLast(count)
        case 3:
            list.removeAll()
            model.removeAll()
        default:
            let next = list.remove(at: list.position(at: index), count: count)
            model.removeSubrange(index..<index + count)
            #expect(next == list.position(at: index))
        }
    }
}

@Test(arguments: [1, 2, 3, 4] as [UInt64])
func `a packed list does what an array does`(seed: UInt64) {
    var test = PackedListModel(samples: PackedSamples(seed: seed))
    for step in 0..<1500 {
        let operation = test.step()
        guard test.list.count == test.model.count, sameElements(test.list.elements, test.model) else {
            Issue.record("seed \(seed), step \(step), operation \(operation): the contents differ")
            return
        }
    }
    var backwards: [[UInt8]] = []
    test.list.forEach(reversed: true) { backwards.append(Array($0)) }
    #expect(sameElements(backwards, test.model.reversed()))
    #expect(sameElements(test.list.copy().elements, test.model))
}
