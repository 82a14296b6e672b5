// A long string in an allocation of its own: length, capacity, bytes. It grows by doubling up to a mebibyte
// and by a mebibyte after that, so that a string built by APPEND costs O(1) a byte and wastes little.
//
// It is a handle: copying it copies a pointer, and the entry that holds it frees it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import RESP

/// A handle to a string's own block of memory.
@safe
struct StringBlock {
    let raw: UnsafeMutableRawPointer

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    private static let headerSize = 16
    private static let greatestSlack = 1 << 20

    private(set) var count: Int {
        get { unsafe raw.load(as: Int.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, as: Int.self) }
    }

    private(set) var capacity: Int {
        get { unsafe raw.load(fromByteOffset: 8, as: Int.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 8, as: Int.self) }
    }

    private var start: UnsafeMutableRawPointer { unsafe raw + StringBlock.headerSize }

    /// The string's bytes; valid until the block changes.
    var view: ByteView { unsafe ByteView(base: UnsafeRawPointer(start), count: count) }

    /// The string's bytes, to be changed where they are; valid until the block changes in another way.
    var mutableBytes: MutableBytes { unsafe MutableBytes(base: start, count: count) }

    /// The bytes of memory the block takes.
    var allocatedSize: Int { NodeMemory.footprint(StringBlock.headerSize + capacity) }

    /// Allocates a block that holds `bytes`, with room for at least `capacity`.
    static func make(_ bytes: ByteView, capacity: Int = 0) -> StringBlock {
        let room = max(capacity, bytes.count)
        let block = unsafe StringBlock(raw: NodeMemory.allocate(headerSize + room))
        block.capacity = room
        block.replaceAll(with: bytes)
        return block
    }

    /// Allocates a block of `count` zero bytes.
    static func zeroed(_ count: Int) -> StringBlock {
        make(.empty, capacity: count).overwriting(at: count, with: .empty)
    }

    func free() { unsafe NodeMemory.free(raw) }

    /// Whether a string of `count` bytes is better kept here than in a new block.
    func suits(_ count: Int) -> Bool { count <= capacity && capacity <= 2 * count }

    /// Holds other bytes, for which there must be room.
    func replaceAll(with bytes: ByteView) {
        precondition(bytes.count <= capacity, "a block has room for its bytes")
        unsafe start.copyMemory(from: bytes.base, byteCount: bytes.count)
        count = bytes.count
    }

    /// Writes `bytes` at `offset`, zero-filling up to there, and returns the block, moved if it had to grow.
    func overwriting(at offset: Int, with bytes: ByteView) -> StringBlock {
        let end = offset + bytes.count
        let block = reserving(end)
        let gap = offset - block.count
        if gap > 0 {
            unsafe (block.start + block.count).initializeMemory(as: UInt8.self, repeating: 0, count: gap)
        }
        unsafe (block.start + offset).copyMemory(from: bytes.base, byteCount: bytes.count)
        block.count = max(end, block.count)
        return block
    }

    private func reserving(_ needed: Int) -> StringBlock {
        guard needed > capacity else { return self }
        let roomy = needed + min(needed, StringBlock.greatestSlack)
        guard let raw = unsafe realloc(raw, StringBlock.headerSize + roomy) else {
            preconditionFailure("out of memory")
        }
        let grown = unsafe StringBlock(raw: raw)
        grown.capacity = roomy
        return grown
    }
}
