// What a list promises beyond behaving as an array: chunk limits, memory, and the words of LPOS and LREM.

@testable import KVEngine
import RESP
import Testing

@Test func `an empty list gives nothing`() {
    let list = ListStorage()
    #expect(list.popFirst { $0.count } == nil)
    #expect(list.popLast { $0.count } == nil)
    #expect(list.element(at: 0) == nil && list.element(at: -1) == nil)
    #expect(list.remove(matching: ByteView("a")) == 0)
    list.trim(to: 0..<0)
    list.moveFirstToLast()
    list.forEach { _ in Issue.record("an empty list has an element") }
    list.checkInvariants()
}

@Test(arguments: [(-1, 4096), (-2, 8192), (-3, 16_384), (-4, 32_768), (-5, 65_536), (-9, 65_536)])
func `a negative limit counts the bytes of a chunk`(directive: Int, bytes: Int) {
    let list = ListStorage(limit: ListLimit(directive: directive))
    for _ in 0..<bytes / 100 { [UInt8](repeating: 65, count: 98).withByteView { list.pushLast($0) } }
    list.checkInvariants()
    let oneChunk = list.memoryUsage
    #expect(oneChunk < bytes + 300)
    for _ in 0..<3 { [UInt8](repeating: 66, count: 98).withByteView { list.pushLast($0) } }
    #expect(list.memoryUsage > oneChunk)
    list.checkInvariants()
}

@Test(arguments: [1, 3, 0]) func `a positive limit counts the elements of a chunk`(directive: Int) {
    let list = ListStorage(["a", "b", "c", "d", "e", "f", "g"], directive: directive)
    list.checkInvariants()
    "x".withByteView { list.insert($0, at: 3) }
    list.checkInvariants()
    #expect(list.texts == ["a", "b", "c", "x", "d", "e", "f", "g"])
}

@Test func `an element over the limit lives among short ones`() {
    let list = ListStorage(["a", "b", "c"])
    [UInt8](repeating: 9, count: 70_000).withByteView {
        list.insert($0, at: 1)
        list.set(at: 2, to: $0)
        list.pushFirst($0)
        list.pushLast($0)
    }
    list.checkInvariants()
    #expect(list.elements.map(\.count) == [70_000, 1, 70_000, 70_000, 1, 70_000])
    list.set(at: 0, to: ByteView("short"))
    #expect(list.first.map { $0 == "short" } == true)
    list.checkInvariants()
}

@Test func `a long list of short elements costs little more than their bytes`() {
    let list = ListStorage()
    for _ in 0..<50_000 { list.pushLast(ByteView("abcd")) }
    #expect(list.memoryUsage < 50_000 * 13 / 2)
    list.checkInvariants()
}

@Test func `a long list keeps its order through both ends`() {
    let list = ListStorage()
    for number in 0..<5000 {
        "\(number)".withByteView { list.pushLast($0) }
        "\(-1 - number)".withByteView { list.pushFirst($0) }
    }
    list.checkInvariants()
    for index in [0, 1, 2500, 4999, 5000, 7000, 9999] {
        #expect(list.element(at: index).map { String($0) } == "\(index - 5000)")
    }
    for number in 0..<10_000 {
        #expect(list.popFirst { String($0) } == "\(number - 5000)")
    }
    #expect(list.isEmpty)
    list.checkInvariants()
}

@Test func `a list thinned out gives its memory back`() {
    let list = ListStorage()
    for number in 0..<20_000 { (number % 50 == 0 ? "kept" : "gone").withByteView { list.pushLast($0) } }
    let full = list.memoryUsage
    #expect(list.remove(matching: ByteView("gone")) == 19_600)
    list.checkInvariants()
    #expect(list.count == 400)
    #expect(list.memoryUsage < full / 10)
}

@Test func `removing one by one merges what is left`() {
    let list = ListStorage(limit: ListLimit(directive: -1))
    for number in 0..<6000 { "\(number)".withByteView { list.pushLast($0) } }
    for index in (0..<6000).reversed() where index % 20 != 0 { list.remove(at: index) }
    list.checkInvariants()
    #expect(list.texts == stride(from: 0, to: 6000, by: 20).map { "\($0)" })
    #expect(list.memoryUsage < 4 * 300 * 6)
}

@Test func `trimming drops what is outside the range`() {
    let list = ListStorage()
    for number in 0..<20_000 { "\(number)".withByteView { list.pushLast($0) } }
    list.trim(to: 9000..<9003)
    list.checkInvariants()
    #expect(list.texts == ["9000", "9001", "9002"])
    #expect(list.memoryUsage < 1500)
    list.trim(to: 2..<900)
    #expect(list.texts == ["9002"])
    list.trim(to: 5..<9)
    #expect(list.isEmpty)
}

@Test func `removal starts at the tail when asked to`() {
    let list = ListStorage(["a", "b", "a", "c", "a"], directive: 2)
    #expect(list.remove(matching: ByteView("a"), count: 2, fromTail: true) == 2)
    #expect(list.texts == ["a", "b", "c"])
    list.checkInvariants()
}

@Test func `positions are found as LPOS numbers them`() {
    let list = ListStorage(["a", "b", "c", "1", "2", "3", "c", "c"], directive: 3)
    func found(rank: Int, count: Int = 0, maxLength: Int = 0) -> [Int] {
        var indices: [Int] = []
        list.find(ByteView("c"), rank: rank, count: count, maxLength: maxLength) { indices.append($0) }
        return indices
    }
    #expect(found(rank: 1) == [2, 6, 7])
    #expect(found(rank: 2, count: 1) == [6])
    #expect(found(rank: -1) == [7, 6, 2])
    #expect(found(rank: -2, count: 1) == [6])
    #expect(found(rank: 1, maxLength: 7) == [2, 6])
    #expect(found(rank: -1, maxLength: 2) == [7, 6])
    #expect(found(rank: 4) == [] && found(rank: .min) == [] && found(rank: .max) == [])
}

@Test func `a copy of a list does not share later changes`() {
    let list = ListStorage(["a", "b", "c"], directive: 2)
    let twin = list.copy()
    list.pushLast(ByteView("d"))
    twin.popFirst { _ in }
    twin.checkInvariants()
    #expect(list.texts == ["a", "b", "c", "d"])
    #expect(twin.texts == ["b", "c"])
}

@Test func `neighbours left small by a removal become one chunk`() {
    let list = ListStorage(limit: ListLimit(directive: 8))
    for number in 0..<8000 { (number % 8 == 0 ? "k" : "g").withByteView { list.pushLast($0) } }
    let full = list.memoryUsage
    _ = list.remove(matching: ByteView("g"))
    list.checkInvariants()
    #expect(list.count == 1000)
    #expect(list.memoryUsage < full / 3)
}

@Test(arguments: [true, false]) func `a full chunk gives back what it cannot use`(atFront: Bool) {
    let list = ListStorage()
    [UInt8](repeating: 1, count: 2800).withByteView { view in
        for _ in 0..<200 { atFront ? list.pushFirst(view) : list.pushLast(view) }
    }
    #expect(list.memoryUsage < 200 * 2900)
}

@Test func `elements equal to one of the list's own are removed`() {
    let (other, own) = ("a longer element that is moved over", "0123456789abcdef")
    let list = ListStorage((0..<40).map { $0 % 2 == 0 ? other : own })
    let view = list.element(at: 1) ?? .empty
    #expect(list.remove(matching: view) == 20)
    #expect(list.texts == [String](repeating: other, count: 20))
}

@Test func `an element of the list can be inserted where its chunk is split`() {
    let list = ListStorage((0..<455).map { _ in "0123456789abcdef" })
    list.insert(list.first ?? .empty, at: 1)
    list.checkInvariants()
    #expect(list.texts == [String](repeating: "0123456789abcdef", count: 456))
}
