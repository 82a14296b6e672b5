// A list against an array: seeded random operations under several chunk limits, invariants after each.

@testable import KVEngine
import RESP
import Testing

private struct ListModel {
    var samples: PackedSamples
    let list: ListStorage
    var model: [[UInt8]] = []

    init(seed: UInt64, directive: Int) {
        samples = PackedSamples(seed: seed)
        list = ListStorage(limit: ListLimit(directive: directive))
    }

    /// Does one random operation to both; returns its number for the failure message.
    mutating func step() -> Int {
        let operation = samples.below(model.count > 150 ? 32 : 24)
        switch operation {
        case 0..<6: push(atFront: operation % 2 == 0)
        case 6..<10: insert()
        case 10..<13: set()
        case 13: storeOwnElement()
        case 14: rotate()
        case 15: insertBesidePivot()
        case 16: removeMatching()
        case 17: findIndices()
        case 18: readRange()
        case 19, 20: pop(atFront: operation == 19)
        case 21: trim(droppingAtMost: 6)
        case 31: trim(droppingAtMost: model.count)
        default: removeOne()
        }
        list.checkInvariants()
        return operation
    }

    private mutating func push(atFront: Bool) {
        let bytes = samples.bytes()
        bytes.withByteView { atFront ? list.pushFirst($0) : list.pushLast($0) }
        model.insert(bytes, at: atFront ? 0 : model.count)
    }

    private mutating func pop(atFront: Bool) {
        let popped = atFront ? list.popFirst { Array($0) } : list.popLast { Array($0) }
        let expected = model.isEmpty ? nil : atFront ? model.removeFirst() : model.removeLast()
        #expect(popped == expected)
    }

    private mutating func insert() {
        let (bytes, index) = (samples.bytes(), samples.below(model.count + 1))
        bytes.withByteView { list.insert($0, at: index) }
        model.insert(bytes, at: index)
    }

    private mutating func set() {
        guard !model.isEmpty else { return }
        let (bytes, index) = (samples.bytes(), samples.below(model.count))
        bytes.withByteView { list.set(at: index, to: $0) }
        model[index] = bytes
    }

    /// Passes views of stored elements to each operation that takes one.
    private mutating func storeOwnElement() {
        guard !model.isEmpty else { return }
        let (source, target) = (samples.below(model.count), samples.below(model.count))
        guard let view = list.element(at: source) else { return }
        let bytes = model[source]
        switch samples.below(5) {
        case 0:
            list.pushFirst(view)
            model.insert(bytes, at: 0)
        case 1:
            list.pushLast(view)
            model.append(bytes)
        case 2:
            list.insert(view, at: target)
            model.insert(bytes, at: target)
        case 3:
            list.set(at: target, to: view)
            model[target] = bytes
        default:
            #expect(list.remove(matching: view) == model.count { $0 == bytes })
            model.removeAll { $0 == bytes }
        }
    }

    private mutating func rotate() {
        guard !model.isEmpty else { return }
        if samples.below(2) == 0 {
            list.moveFirstToLast()
            model.append(model.removeFirst())
        } else {
            list.moveLastToFirst()
            model.insert(model.removeLast(), at: 0)
        }
    }

    private mutating func insertBesidePivot() {
        let pivot = model.isEmpty ? [7] : model[samples.below(model.count)]
        let (bytes, after) = (samples.bytes(), samples.below(2) == 0)
        let done = bytes.withByteView { view in
            pivot.withByteView { list.insert(view, beside: $0, after: after) }
        }
        let index = model.firstIndex(of: pivot)
        #expect(done == (index != nil))
        if let index { model.insert(bytes, at: after ? index + 1 : index) }
    }

    private mutating func removeMatching() {
        let bytes =
            model.isEmpty || samples.below(4) == 0 ? samples.bytes() : model[samples.below(model.count)]
        let (limit, fromTail) = (samples.below(4), samples.below(2) == 0)
        let matches = model.indices.filter { model[$0] == bytes }
        let doomed = limit == 0 ? matches[...] : fromTail ? matches.suffix(limit) : matches.prefix(limit)
        let removed = bytes.withByteView { list.remove(matching: $0, count: limit, fromTail: fromTail) }
        #expect(removed == doomed.count)
        for index in doomed.reversed() { model.remove(at: index) }
    }

    private mutating func findIndices() {
        let bytes =
            model.isEmpty || samples.below(4) == 0 ? samples.bytes() : model[samples.below(model.count)]
        let rank = (1 + samples.below(3)) * (samples.below(2) == 0 ? 1 : -1)
        let (limit, length) = (samples.below(3), samples.below(2) * samples.below(model.count + 3))
        var order = rank > 0 ? Array(model.indices) : model.indices.reversed()
        if length > 0 { order = Array(order.prefix(length)) }
        let matches = order.filter { model[$0] == bytes }.dropFirst(abs(rank) - 1)
        var found: [Int] = []
        bytes.withByteView { list.find($0, rank: rank, count: limit, maxLength: length) { found.append($0) } }
        #expect(found == Array(limit == 0 ? matches : matches.prefix(limit)))
    }

    private mutating func readRange() {
        let low = samples.below(model.count + 1)
        let range = low..<low + samples.below(model.count - low + 1)
        let reversed = samples.below(2) == 0
        var read: [[UInt8]] = []
        list.forEach(in: range, reversed: reversed) { read.append(Array($0)) }
        #expect(sameElements(read, reversed ? model[range].reversed() : Array(model[range])))
    }

    private mutating func trim(droppingAtMost most: Int) {
        let low = min(samples.below(most + 1), model.count)
        let high = max(low, model.count - samples.below(most + 1))
        list.trim(to: low..<high)
        model = Array(model[low..<high])
    }

    private mutating func removeOne() {
        guard !model.isEmpty else { return }
        let index = samples.below(model.count)
        list.remove(at: index)
        model.remove(at: index)
    }
}

@Test(arguments: [1, 2] as [UInt64], [-1, -2, 1, 2, 5])
func `a list does what an array does`(seed: UInt64, directive: Int) {
    var test = ListModel(seed: seed, directive: directive)
    for step in 0..<700 {
        let operation = test.step()
        guard test.list.count == test.model.count, sameElements(test.list.elements, test.model) else {
            Issue.record("seed \(seed), step \(step), operation \(operation): the contents differ")
            return
        }
    }
    #expect(sameElements(test.list.copy().elements, test.model))
}
