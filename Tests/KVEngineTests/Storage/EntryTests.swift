import RESP
import Testing

@testable import KVEngine

/// An entry that is freed when another takes its place, as a database does.
private final class Holder {
    private(set) var entry: Entry
    private(set) var moves = 0

    init(key: String = "key", room: Int = 0) {
        entry = key.withByteView { Entry.make(key: $0, room: room) }
    }

    deinit { entry.free() }

    func change(_ body: (Entry) -> Entry) {
        let result = body(entry)
        guard result != entry else { return }
        entry.free()
        entry = result
        moves += 1
    }

    func set(_ bytes: [UInt8], raw isRaw: Bool = false) {
        bytes.withByteView { view in change { $0.settingString(view, raw: isRaw) } }
    }

    func overwrite(at offset: Int, _ bytes: [UInt8]) {
        bytes.withByteView { view in change { $0.overwriting(at: offset, with: view) } }
    }

    var bytes: [UInt8] { StringValue(entry: entry).withBytes { Array($0) } }
    var encoding: String { "\(StringValue(entry: entry).encoding)" }
}

@Suite struct EntryTests {
    /// Bytes that differ from place to place.
    private func sample(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    }

    @Test func `a new entry has its key, no deadline and the number zero`() {
        let holder = Holder(key: "some key")
        #expect(holder.entry.key == "some key")
        #expect(holder.entry.kind == .string)
        #expect(!holder.entry.expires)
        #expect(holder.entry.integer == 0)
        #expect(holder.encoding == "int")
    }

    @Test(arguments: [0, 1, 43, 44, 45, 100, 1000, 4095, 4096, 4097, 5000, 70_000])
    func `a string of any length is kept whole`(count: Int) {
        let holder = Holder()
        holder.set(sample(count))
        #expect(holder.bytes == sample(count))
        #expect(
            holder.entry.representation == (count <= 44 ? .embedded : count <= 4096 ? .inlineRaw : .block))
        #expect(holder.encoding == (count <= 44 ? "embstr" : "raw"))
        #expect(holder.entry.key == "key")
    }

    @Test func `an entry with a small value takes 64 bytes with a key of sixteen`() {
        let holder = Holder(key: "key:000000000001")
        holder.set(Array("xxx".utf8))
        #expect(holder.entry.memoryUsage == 64)
        #expect(holder.moves == 0)
    }

    @Test func `memory counts the block beside the entry`() {
        let holder = Holder()
        let empty = holder.entry.memoryUsage
        holder.set(sample(10_000))
        #expect(holder.entry.memoryUsage >= empty + 10_000)
        holder.change { $0.holding(5) }
        #expect(holder.entry.memoryUsage == empty)
    }

    @Test func `a value that fits the room stays where it is`() {
        let holder = Holder(room: 100)
        holder.set(sample(100))
        holder.set(sample(60))
        holder.set(sample(100))
        #expect(holder.moves == 0)
        #expect(holder.bytes == sample(100))
    }

    @Test func `a value far below the room moves to a smaller entry`() {
        let holder = Holder(room: 4000)
        holder.set(sample(10))
        #expect(holder.moves == 1)
        #expect(holder.entry.memoryUsage < 100)
        holder.set(sample(4000))
        holder.change { $0.holding(-7) }
        #expect(holder.moves == 3)
        #expect(holder.entry.memoryUsage < 100)
        #expect(holder.bytes == Array("-7".utf8))
    }

    @Test func `a long value leaves a large entry for a block`() {
        let holder = Holder(room: 4000)
        holder.set(sample(4000))
        holder.set(sample(5000))
        #expect(holder.entry.allocatedSize < 100)
        #expect(holder.bytes == sample(5000))
    }

    @Test func `a block is used again for a string of about its length`() {
        let holder = Holder()
        holder.set(sample(10_000))
        let block = holder.entry.payload
        holder.set(sample(6000))
        #expect(holder.entry.payload == block)
        #expect(holder.bytes == sample(6000))
        holder.set(sample(4097))
        #expect(holder.bytes == sample(4097))
        #expect(holder.entry.memoryUsage < 5000)
    }

    @Test func `moving keeps the key and the access time`() {
        let holder = Holder(key: "a key")
        holder.entry.access = 42
        holder.set(sample(500))
        #expect(holder.moves == 1)
        #expect(holder.entry.key == "a key")
        #expect(holder.entry.access == 42)
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 12345, Int64.max])
    func `a number reads as its digits`(number: Int64) {
        let holder = Holder()
        holder.change { $0.holding(number) }
        #expect(holder.bytes == Array(String(number).utf8))
        #expect(StringValue(entry: holder.entry).count == String(number).utf8.count)
        #expect(StringValue(entry: holder.entry).number == number)
        #expect(holder.encoding == "int")
    }

    @Test func `editing a number turns it into raw bytes, which still read as a number`() {
        let holder = Holder()
        holder.change { $0.holding(.min) }
        holder.overwrite(at: 0, Array("-".utf8))
        #expect(holder.encoding == "raw")
        #expect(StringValue(entry: holder.entry).number == .min)
        holder.overwrite(at: 20, sample(5000))
        #expect(holder.bytes == Array(String(Int64.min).utf8) + sample(5000))
    }

    @Test func `editing an embedded string makes it raw, even when nothing is written`() {
        let holder = Holder()
        holder.set(Array("abc".utf8))
        holder.overwrite(at: 3, [])
        #expect(holder.encoding == "raw")
        #expect(holder.bytes == Array("abc".utf8))
    }

    @Test func `a gap reads as zero bytes wherever the string is kept`() {
        for offset in [5, 50, 500, 4096, 5000, 100_000] {
            let holder = Holder(room: 100)
            holder.set(sample(100))
            holder.set(Array("ab".utf8))
            holder.overwrite(at: offset, Array("c".utf8))
            #expect(
                holder.bytes == Array("ab".utf8) + Array(repeating: 0, count: offset - 2) + Array("c".utf8))
        }
    }

    @Test func `appending byte by byte moves the entry rarely and keeps every byte`() {
        let holder = Holder()
        holder.set([])
        for (index, byte) in sample(20_000).enumerated() { holder.overwrite(at: index, [byte]) }
        #expect(holder.bytes == sample(20_000))
        #expect(holder.moves < 15)
    }

    @Test(arguments: [0, 1, 44, 45, 4096, 4097])
    func `renaming keeps value, encoding and access time`(count: Int) {
        for isRaw in [false, true] {
            let holder = Holder()
            holder.set(sample(count), raw: isRaw)
            holder.entry.access = 9
            let encoding = holder.encoding
            let copy = "copy".withByteView { name in
                holder.entry.copied(to: name, settings: Settings(), seed: HashSeed(k0: 1, k1: 2))
            }
            let renamed = "a longer name".withByteView { copy.renamed(to: $0) }
            defer { renamed.free() }
            #expect(renamed.key == "a longer name")
            #expect(StringValue(entry: renamed).withBytes { Array($0) } == sample(count))
            #expect("\(StringValue(entry: renamed).encoding)" == encoding)
        }
    }

    @Test func `random edits agree with an array of bytes`() {
        var random = Random(seed: 11)
        let holder = Holder()
        holder.set([])
        var model: [UInt8] = []
        for _ in 0..<3000 {
            let piece = sample(random.below(random.below(10) == 0 ? 6000 : 40))
            switch random.below(8) {
            case 0:
                holder.set(piece, raw: random.below(2) == 0)
                model = piece
            case 1:
                let number = Int64(bitPattern: random.next()) >> Int64(random.below(64))
                holder.change { $0.holding(number) }
                model = Array(String(number).utf8)
            case 2...4: append(piece, to: holder, &model)
            default:
                let offset = random.below(model.count + 50)
                holder.overwrite(at: offset, piece)
                if offset > model.count { model += Array(repeating: 0, count: offset - model.count) }
                model.replaceSubrange(offset..<min(model.count, offset + piece.count), with: piece)
            }
            #expect(holder.bytes == model)
        }
    }

    private func append(_ piece: [UInt8], to holder: Holder, _ model: inout [UInt8]) {
        holder.overwrite(at: model.count, piece)
        model += piece
    }
}
