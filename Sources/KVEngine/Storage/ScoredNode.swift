// A member of a sorted set in a hash table: the link, the score, the length and the bytes, in one block. The
// order of the members lives elsewhere, in an index of pointers to these nodes.
//
//     0       8        16       20
//     next    score    length   bytes...

import RESP

/// One member of a sorted set, with its score.
@safe
struct ScoredNode: HashNode {
    let raw: UnsafeMutableRawPointer

    private static let scoreOffset = NodeMemory.linkSize
    private static let lengthOffset = NodeMemory.linkSize + 8
    private static let headerSize = NodeMemory.linkSize + 12

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    /// Copies the bytes of a member into a new node.
    static func make(member: ByteView, score: Double) -> ScoredNode {
        let block = unsafe NodeMemory.allocate(headerSize + member.count)
        unsafe block.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
        unsafe block.storeBytes(of: score, toByteOffset: scoreOffset, as: Double.self)
        unsafe block.storeBytes(of: UInt32(member.count), toByteOffset: lengthOffset, as: UInt32.self)
        unsafe (block + headerSize).copyMemory(from: member.base, byteCount: member.count)
        return unsafe ScoredNode(raw: block)
    }

    /// The member's bytes.
    var key: ByteView { unsafe ByteView(base: raw + ScoredNode.headerSize, count: length) }

    var score: Double {
        get { unsafe raw.load(fromByteOffset: ScoredNode.scoreOffset, as: Double.self) }
        nonmutating set {
            unsafe raw.storeBytes(of: newValue, toByteOffset: ScoredNode.scoreOffset, as: Double.self)
        }
    }

    var allocatedSize: Int { NodeMemory.footprint(ScoredNode.headerSize + length) }

    func free() { unsafe NodeMemory.free(raw) }

    private var length: Int {
        unsafe Int(raw.load(fromByteOffset: ScoredNode.lengthOffset, as: UInt32.self))
    }
}
