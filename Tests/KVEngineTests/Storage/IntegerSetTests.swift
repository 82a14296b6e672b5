// The sorted set of integers against the library's set.

@testable import KVEngine
import Testing

@Test(arguments: [1, 2] as [UInt64])
func `an integer set does what a set does, in ascending order`(seed: UInt64) {
    var samples = PackedSamples(seed: seed)
    let set = IntegerSet()
    var model: Set<Int64> = []
    for _ in 0..<2000 {
        let edge = samples.below(20) == 0
        let member = edge ? [Int64.min, .max, 0, -1][samples.below(4)] : Int64(samples.below(300)) - 150
        switch samples.below(5) {
        case 0, 1: #expect(set.insert(member) == model.insert(member).inserted)
        case 2: #expect(set.remove(member) == (model.remove(member) != nil))
        case 3 where !model.isEmpty: model.remove(set.remove(at: samples.below(set.count)))
        default: #expect(set.contains(member) == model.contains(member))
        }
        set.checkInvariants()
        #expect(set.count == model.count)
    }
    var members: [Int64] = []
    set.copy().forEach { members.append($0) }
    #expect(members == model.sorted())
    #expect(members.indices.allSatisfy { set.element(at: $0) == members[$0] })
}

@Test func `an empty integer set holds nothing`() {
    let set = IntegerSet()
    #expect(set.isEmpty && !set.contains(0) && !set.remove(0))
    set.insert(5)
    let twin = set.copy()
    twin.remove(5)
    #expect(set.contains(5) && twin.isEmpty)
    #expect(set.memoryUsage > twin.count)
}
