// A field of a hash in a hash table: the link, two lengths, the field and its value, in one block.
//
//     0       8              12             16
//     next    field length   value length   field bytes... value bytes...
//
// A value may be written over in place as long as the block keeps its size class. That leaves nothing to
// remember about a block but its two lengths, and the reported size is always the true one.

import RESP

/// One field of a hash, with its value.
@safe
struct FieldNode: HashNode {
    let raw: UnsafeMutableRawPointer

    private static let fieldLengthOffset = NodeMemory.linkSize
    private static let valueLengthOffset = NodeMemory.linkSize + 4
    private static let headerSize = NodeMemory.linkSize + 8

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    /// Copies a field and its value into a new node.
    static func make(field: ByteView, value: ByteView) -> FieldNode {
        let block = unsafe NodeMemory.allocate(headerSize + field.count + value.count)
        unsafe block.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
        unsafe block.storeBytes(of: UInt32(field.count), toByteOffset: fieldLengthOffset, as: UInt32.self)
        unsafe (block + headerSize).copyMemory(from: field.base, byteCount: field.count)
        let node = unsafe FieldNode(raw: block)
        node.write(value)
        return node
    }

    /// The field's bytes.
    var field: ByteView { unsafe ByteView(base: raw + FieldNode.headerSize, count: fieldLength) }

    /// The value's bytes; valid until the value is replaced or the node freed.
    var value: ByteView {
        let (field, value) = (fieldLength, valueLength)
        return unsafe ByteView(base: raw + (FieldNode.headerSize &+ field), count: value)
    }

    var key: ByteView { field }

    /// A node with the same field and another value: this one, written over, when the value fits its block
    /// and fills it as well as a new one would.
    ///
    /// Otherwise it is a new node, and this one is untouched: the caller puts the new one in its place in
    /// the table and frees this one. The new value may be a part of the old one.
    func replacingValue(_ value: ByteView) -> FieldNode {
        guard footprint(with: value) == allocatedSize else {
            return FieldNode.make(field: field, value: value)
        }
        write(value)
        return self
    }

    var allocatedSize: Int { footprint(with: value) }

    func free() { unsafe NodeMemory.free(raw) }

    private var fieldLength: Int {
        unsafe Int(raw.load(fromByteOffset: FieldNode.fieldLengthOffset, as: UInt32.self))
    }

    private var valueLength: Int {
        unsafe Int(raw.load(fromByteOffset: FieldNode.valueLengthOffset, as: UInt32.self))
    }

    private func footprint(with value: ByteView) -> Int {
        NodeMemory.footprint(FieldNode.headerSize + fieldLength + value.count)
    }

    /// Writes the value behind the field; the block has room for it.
    private func write(_ value: ByteView) {
        let target = unsafe raw + (FieldNode.headerSize + fieldLength)
        unsafe target.copyMemory(from: value.base, byteCount: value.count)
        unsafe raw.storeBytes(
            of: UInt32(value.count), toByteOffset: FieldNode.valueLengthOffset, as: UInt32.self)
    }
}
