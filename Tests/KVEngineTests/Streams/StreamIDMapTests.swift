// The map of pending entries against a dictionary: seeded random changes, invariants after each.

import Testing

@testable import KVEngine

@Suite struct StreamIDMapTests {
    private static func id(_ number: Int) -> StreamID {
        StreamID(milliseconds: UInt64(number / 4), sequence: UInt64(number % 4))
    }

    @Test(arguments: 0..<8) func `it holds what a dictionary holds`(seed: UInt64) {
        var random = Random(seed: seed)
        var (map, model) = (StreamIDMap<Int>(), [StreamID: Int]())
        for step in 0..<4000 {
            // Grows first, and shrinks then.
            let id = StreamIDMapTests.id(random.below(2000))
            if random.below(10) < (step < 2000 ? 7 : 3) {
                map.set(id, to: step)
                model[id] = step
            } else {
                #expect(map.remove(id) == model.removeValue(forKey: id))
            }
            if step % 100 == 0 { check(map, model) }
        }
        check(map, model)
    }

    private func check(_ map: StreamIDMap<Int>, _ model: [StreamID: Int]) {
        map.checkInvariants()
        let sorted = model.sorted { $0.key < $1.key }
        var seen: [StreamID] = []
        map.forEach { id, value in
            #expect(model[id] == value && map[id] == value)
            seen.append(id)
            return true
        }
        #expect(seen == sorted.map(\.key))
        #expect(map.count == model.count && map.first == seen.first && map.last == seen.last)
        for number in stride(from: 0, to: 2000, by: 37) {
            let start = StreamIDMapTests.id(number)
            #expect(map.first(from: start)?.id == seen.first { $0 >= start })
        }
    }

    @Test func `what comes in order fills its blocks, and goes from the front`() {
        var map = StreamIDMap<Void>()
        for number in 0..<1000 { map.set(StreamIDMapTests.id(number), to: ()) }
        for number in 0..<990 { map.remove(StreamIDMapTests.id(number)) }
        map.checkInvariants()
        #expect(map.count == 10 && map.first == StreamIDMapTests.id(990))
        for number in 990..<1000 { map.remove(StreamIDMapTests.id(number)) }
        #expect(map.isEmpty && map.first == nil && map.first(from: .zero) == nil)
    }
}
