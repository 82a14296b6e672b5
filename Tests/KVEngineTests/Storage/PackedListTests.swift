// What a packed list promises beyond behaving as an array: framing, room, positions, views of itself.

@testable import KVEngine
import RESP
import Testing

@Test func `a short element costs two bytes of framing`() {
    let list = PackedList(["abcd", ""])
    #expect(list.byteCount == 4 + 2 + 2)
}

@Test(arguments: [0, 1, 253, 254, 255, 65_535, 65_536, 70_000])
func `an element of any length is read from both sides`(length: Int) {
    let list = PackedList(["left"])
    let bytes = [UInt8](repeating: 0xFF, count: length)
    bytes.withByteView { list.append($0) }
    list.append(ByteView("right"))
    list.checkInvariants()
    #expect(list[list.position(after: list.first)].count == length)
    #expect(list[list.position(before: list.last)].count == length)
    #expect(list.last == list.position(at: 2))
}

@Test func `an empty list has only its end`() {
    let list = PackedList(capacity: 0)
    #expect(list.first == list.end && list.last == list.end && list.isEmpty)
    #expect(list.find(ByteView("a")) == nil)
    list.checkInvariants()
}

@Test func `a search with a stride of two sees fields and not values`() {
    let list = PackedList(["name", "city", "city", "name", "field:00000001", "x", "field:00000002", "y"])
    #expect(list.find(ByteView("city"), stride: 2) == list.position(at: 2))
    #expect(list.find(ByteView("x"), stride: 2) == nil)
    #expect(list.find(ByteView("field:00000002"), stride: 2) == list.position(at: 6))
    #expect(list.find(ByteView("gield:00000002"), stride: 2) == nil)
    #expect(list.find(ByteView("name"), from: list.position(at: 2), stride: 2) == nil)
}

@Test func `a number is stored as eight bytes and read back`() {
    let list = PackedList()
    let bits = (-1.5 as Double).bitPattern
    bits.withByteView { list.append($0) }
    #expect(list[list.first].word(at: 0) == bits)
}

@Test func `a queue in one list does not grow without end`() {
    let list = PackedList(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    for round in 0..<2000 {
        list.append(list[list.first])
        list.removeFirst()
        if round % 50 == 0 { list.checkInvariants() }
    }
    #expect(list.count == 10)
    #expect(list.memoryUsage < 300)
}

@Test func `adding at both ends in turn keeps the room near the need`() {
    let list = PackedList()
    for _ in 0..<2000 {
        list.append(ByteView("tail"))
        list.prepend(ByteView("head"))
    }
    list.checkInvariants()
    #expect(list.memoryUsage < 3 * list.byteCount)
}

@Test func `a list that became short gives its memory back`() {
    let list = PackedList()
    for _ in 0..<4000 { list.append(ByteView("element")) }
    let full = list.memoryUsage
    list.removeFirst(1990)
    list.removeLast(1990)
    #expect(list.memoryUsage < full / 50)
    list.replace(at: list.first, with: ByteView("a longer element than it was before"))
    list.checkInvariants()
    #expect(list.count == 20)
}

@Test func `a replaced long element gives its memory back`() {
    let list = PackedList()
    [UInt8](repeating: 1, count: 70_000).withByteView { list.append($0) }
    list.replace(at: list.first, with: ByteView("short"))
    #expect(list.memoryUsage < 200)
    #expect(list[list.first] == "short")
}

@Test func `a view of the list itself survives the growth it causes`() {
    let list = PackedList(capacity: 16)
    list.append(ByteView("0123456789"))
    for _ in 0..<200 {
        list.append(list[list.last])
        list.prepend(list[list.last])
        list.insert(list[list.first], before: list.position(at: list.count / 2))
    }
    list.checkInvariants()
    var wrong = 0
    list.forEach { if !($0 == "0123456789") { wrong += 1 } }
    #expect(wrong == 0 && list.count == 601)
}

@Test func `a part of an element can replace its neighbour`() {
    let list = PackedList(["abcdefgh", "x", "y"])
    list.replace(at: list.position(at: 1), with: list[list.first][2..<7])
    list.replace(at: list.first, with: list[list.first][6..<8])
    #expect(list.elements.map { String(decoding: $0, as: UTF8.self) } == ["gh", "cdefg", "y"])
}

@Test func `a copy does not share later changes`() {
    let list = PackedList(["a", "b"])
    let twin = list.copy()
    list.removeAll()
    twin.append(ByteView("c"))
    #expect(list.isEmpty)
    #expect(twin.count == 3)
    twin.checkInvariants()
}
