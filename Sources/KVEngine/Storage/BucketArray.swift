// The array of buckets of a hash table: a power-of-two number of links, each the head of a chain of nodes.
//
// An array of a million buckets takes 8 MB, and clearing or giving back so much memory at once stops a server
// for milliseconds. So a large array is mapped from the system, which hands out zeroed pages when they are
// first touched, and while its nodes move to another array it is given back piece by piece from the front.
// It knows nothing of keys and hashes beyond "the low bits choose the bucket", and it does not own the nodes.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A place that points to a node: a bucket's head, or the first eight bytes of the node before.
typealias NodeLink = UnsafeMutablePointer<UnsafeMutableRawPointer?>

/// A power-of-two array of chains, drained from the front when its table is resized.
@safe
struct BucketArray {
    private let slots: NodeLink
    /// The number of buckets less one.
    let mask: Int
    /// The number of nodes in the chains.
    var count = 0
    /// Buckets below this one were emptied for good; their memory may be gone.
    private(set) var drained = 0

    private static let bytesPerBucket = 8
    /// Arrays of at least this many bytes are mapped; a multiple of `pieceBytes`.
    private static let mappedBytes = 1 << 20
    /// A mapped array is given back in pieces of this size, a multiple of every page size in use.
    private static let pieceBytes = 1 << 19

    init(bucketCount: Int) {
        precondition(bucketCount > 0 && bucketCount & (bucketCount - 1) == 0, "not a power of two")
        mask = bucketCount - 1
        let bytes = bucketCount * BucketArray.bytesPerBucket
        unsafe slots = BucketArray.allocate(bytes).assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    }

    /// The number of buckets, drained ones included.
    var bucketCount: Int { mask &+ 1 }

    /// The number of buckets that can hold a node.
    var liveBucketCount: Int { bucketCount &- drained }

    /// The bytes of memory the array still holds.
    var byteCount: Int { bucketCount * BucketArray.bytesPerBucket - releasedBytes }

    /// The index of the bucket for a hash.
    @inline(__always)
    func index(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & mask }

    /// The bucket for a hash, which must not be a drained one.
    @inline(__always)
    func slot(_ hash: UInt64) -> NodeLink { unsafe slots + index(hash) }

    /// The bucket for a hash, or nil when it was drained.
    @inline(__always)
    func liveSlot(_ hash: UInt64) -> NodeLink? {
        let index = index(hash)
        return unsafe index < drained ? nil : slots + index
    }

    /// The first node of the bucket at an index below `bucketCount`; nil when the bucket is empty or drained.
    @inline(__always)
    func head(at index: Int) -> UnsafeMutableRawPointer? {
        unsafe index < drained ? nil : slots[index & mask]
    }

    /// Drains the first live bucket and returns its chain.
    mutating func drainNext() -> UnsafeMutableRawPointer? {
        precondition(drained <= mask, "every bucket is drained already")
        let chain = unsafe slots[drained]
        unsafe slots[drained] = nil
        drained &+= 1
        if isMapped, drained &* BucketArray.bytesPerBucket % BucketArray.pieceBytes == 0 {
            let pieceStart = unsafe UnsafeMutableRawPointer(slots + drained) - BucketArray.pieceBytes
            unsafe munmap(pieceStart, BucketArray.pieceBytes)
        }
        return unsafe chain
    }

    /// Gives the array's memory back; the array must not be used again.
    func deallocate() {
        guard isMapped else { return unsafe free(slots) }
        let rest = byteCount
        if rest > 0 { unsafe munmap(UnsafeMutableRawPointer(slots) + releasedBytes, rest) }
    }

    private var isMapped: Bool { bucketCount >= BucketArray.mappedBytes / BucketArray.bytesPerBucket }

    /// The bytes at the front that were given back while draining.
    private var releasedBytes: Int {
        guard isMapped else { return 0 }
        return drained * BucketArray.bytesPerBucket / BucketArray.pieceBytes * BucketArray.pieceBytes
    }

    private static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        guard bytes >= mappedBytes else {
            guard let block = unsafe calloc(1, bytes) else { preconditionFailure("out of memory") }
            return unsafe block
        }
        let access = PROT_READ | PROT_WRITE
        let block = unsafe mmap(nil, bytes, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let block = unsafe block, unsafe block != MAP_FAILED else {
            preconditionFailure("out of memory")
        }
        return unsafe block
    }
}
