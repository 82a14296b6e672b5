// A long string in an allocation of its own: length, capacity, bytes. It grows by doubling up to a mebibyte
// and by a mebibyte after that, so that a string built by APPEND costs O(1) a byte and wastes little.

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

    private var capacity: Int {
        get { unsafe raw.load(fromByteOffset: 8, as: Int.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 8, as: Int.self) }
    }

    var view: ByteView { unsafe ByteView(base: raw + StringBlock.headerSize, count: count) }

    var allocatedSize: Int { StringBlock.headerSize + capacity + 8 }

    static func make(_ bytes: ByteView, capacity: Int = 0) -> StringBlock {
        let block = allocate(capacity: max(capacity, bytes.count))
        unsafe (block.raw + headerSize).copyMemory(from: bytes.base, byteCount: bytes.count)
        block.count = bytes.count
        return block
    }

    private static func allocate(capacity: Int) -> StringBlock {
        guard let raw = unsafe malloc(headerSize + capacity) else { preconditionFailure("out of memory") }
        let block = unsafe StringBlock(raw: raw)
        block.capacity = capacity
        block.count = 0
        return block
    }

    func free() {
        #if canImport(Glibc)
            unsafe Glibc.free(raw)
        #else
            unsafe Darwin.free(raw)
        #endif
    }

    /// Writes `bytes` at `offset`, zero-filling up to there, and returns the block, moved if it had to grow.
    func overwriting(at offset: Int, with bytes: ByteView) -> StringBlock {
        let end = offset + bytes.count
        let block = reserving(end)
        let gap = offset - block.count
        if gap > 0 {
            unsafe (block.raw + StringBlock.headerSize + block.count)
                .initializeMemory(as: UInt8.self, repeating: 0, count: gap)
        }
        unsafe (block.raw + StringBlock.headerSize + offset)
            .copyMemory(from: bytes.base, byteCount: bytes.count)
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
