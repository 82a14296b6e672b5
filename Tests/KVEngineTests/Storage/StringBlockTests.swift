import RESP
import Testing

@testable import KVEngine

@Suite struct StringBlockTests {
    private func make(_ text: String, capacity: Int = 0) -> StringBlock {
        text.withByteView { StringBlock.make($0, capacity: capacity) }
    }

    private func overwrite(_ block: StringBlock, _ offset: Int, _ text: String) -> StringBlock {
        text.withByteView { block.overwriting(at: offset, with: $0) }
    }

    @Test func `a block holds its bytes and the room asked for`() {
        let block = make("hello", capacity: 100)
        defer { block.free() }
        #expect(block.view == "hello")
        #expect(block.capacity == 100)
        #expect(block.allocatedSize >= 116)
    }

    @Test func `room is at least the bytes`() {
        let block = make("hello", capacity: 2)
        defer { block.free() }
        #expect(block.capacity == 5)
    }

    @Test func `bytes are overwritten in place while there is room`() {
        let block = make("hello", capacity: 8)
        defer { block.free() }
        let same = overwrite(overwrite(block, 1, "EY"), 5, "!!!")
        #expect(unsafe same.raw == block.raw)
        #expect(same.view == "hEYlo!!!")
    }

    @Test func `a gap is filled with zero bytes, also where there were others before`() {
        let block = make("aaaaaaaaaa", capacity: 10)
        "b".withByteView { block.replaceAll(with: $0) }
        let edited = overwrite(block, 5, "c")
        defer { edited.free() }
        #expect(Array(edited.view) == [98, 0, 0, 0, 0, 99])
    }

    @Test func `growth doubles, and stops doubling at a mebibyte`() {
        var block = make("x")
        defer { block.free() }
        block = overwrite(block, 99, "y")
        #expect(block.capacity == 200)
        block = overwrite(block, 3_000_000 - 1, "z")
        #expect(block.count == 3_000_000)
        #expect(block.capacity == 3_000_000 + 1 << 20)
        #expect(block.view[0] == UInt8(ascii: "x"))
        #expect(block.view[99] == UInt8(ascii: "y"))
        #expect(block.view[2_999_999] == UInt8(ascii: "z"))
    }

    @Test func `appending byte by byte moves the block rarely`() {
        var block = make("")
        defer { block.free() }
        var moves = 0
        for count in 0..<100_000 {
            let capacity = block.capacity
            block = overwrite(block, count, "x")
            if block.capacity != capacity { moves += 1 }
        }
        #expect(block.count == 100_000)
        #expect(moves < 20)
    }

    @Test func `a block suits lengths from half its room to all of it`() {
        let block = make("", capacity: 1000)
        defer { block.free() }
        #expect(!block.suits(499))
        #expect(block.suits(500))
        #expect(block.suits(1000))
        #expect(!block.suits(1001))
    }
}
