// What a hash table stores: one malloc'ed block per element that holds the element's bytes and, in its first
// eight bytes, the link to the next element of the same bucket. One block instead of an object, an array and
// a slot is what brings a small key from 146 bytes to about 60.
//
// A node is a handle: copying it copies a pointer. Nothing counts references; a table owns the nodes linked
// into it, code that unlinks a node frees it, and a freed handle or a view into it must not be used again.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A handle to one malloc'ed block whose first eight bytes are a link that belongs to the table.
protocol HashNode: BitwiseCopyable {
    init(raw: UnsafeMutableRawPointer)

    /// The block.
    var raw: UnsafeMutableRawPointer { get }

    /// The bytes the node is found by; valid until the node is freed.
    var key: ByteView { get }

    /// Gives the node's memory back; the node must not be in a table.
    func free()

    /// The bytes the node takes, as `NodeMemory.footprint` counts them.
    var allocatedSize: Int { get }
}

extension HashNode {
    /// The block of the next node in the bucket.
    @inline(__always)
    var next: UnsafeMutableRawPointer? {
        get { unsafe raw.load(as: UnsafeMutableRawPointer?.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, as: UnsafeMutableRawPointer?.self) }
    }

    /// Whether both handles are of the same block.
    func isIdentical(to other: Self) -> Bool { unsafe raw == other.raw }
}

/// Memory for nodes.
enum NodeMemory {
    /// The bytes of the link at the start of every node.
    static let linkSize = 8
    /// The bytes that malloc keeps for itself in front of each block.
    static let headerSize = 8

    /// A block with room for at least `size` bytes, and for as many as its footprint allows.
    static func allocate(_ size: Int) -> UnsafeMutableRawPointer {
        guard let block = unsafe malloc(footprint(size) &- headerSize) else {
            preconditionFailure("out of memory")
        }
        return unsafe block
    }

    static func free(_ block: UnsafeMutableRawPointer) {
        #if canImport(Glibc)
            unsafe Glibc.free(block)
        #else
            unsafe Darwin.free(block)
        #endif
    }

    /// What a block of `size` bytes costs: malloc's own header as well, in steps of sixteen.
    ///
    /// It is computed, not asked for, so that reported sizes are the same in every run.
    @inline(__always)
    static func footprint(_ size: Int) -> Int { (size &+ headerSize &+ 15) & ~15 }
}
