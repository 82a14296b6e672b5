// A member of a set in a hash table: the link, the length and the bytes, in one block.
//
//     0       8        12
//     next    length   bytes...

import RESP

/// One member of a set.
@safe
struct MemberNode: HashNode {
    let raw: UnsafeMutableRawPointer

    private static let lengthOffset = NodeMemory.linkSize
    private static let headerSize = NodeMemory.linkSize + 4

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    /// Copies the bytes of a member into a new node.
    static func make(_ member: ByteView) -> MemberNode {
        let block = unsafe NodeMemory.allocate(headerSize + member.count)
        unsafe block.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
        unsafe block.storeBytes(of: UInt32(member.count), toByteOffset: lengthOffset, as: UInt32.self)
        unsafe (block + headerSize).copyMemory(from: member.base, byteCount: member.count)
        return unsafe MemberNode(raw: block)
    }

    /// The member's bytes.
    var key: ByteView { unsafe ByteView(base: raw + MemberNode.headerSize, count: length) }

    var allocatedSize: Int { NodeMemory.footprint(MemberNode.headerSize + length) }

    func free() { unsafe NodeMemory.free(raw) }

    private var length: Int {
        unsafe Int(raw.load(fromByteOffset: MemberNode.lengthOffset, as: UInt32.self))
    }
}
