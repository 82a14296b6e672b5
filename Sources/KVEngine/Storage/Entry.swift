// A key and its value: one allocation for the key, the access time, the place in the deadline heap and, for
// strings up to 4 KiB, the value itself. A counter is kept as a number. Longer strings have a block of their
// own, collections an object. A million keys of 16 bytes with values of 3 take 64 bytes each, and a lookup
// touches one bucket and one entry.
//
//   0  next entry of the chain (the table's)      8  payload: integer | inline length | block | object
//  16  key length        20  access time or LFU   24  place in the deadline heap, 0 = never expires
//  28  kind              29  representation       30  room for an inline value
//  32  the key's bytes, then the inline value's
//
// The entry does not know its database: whoever swaps one for another tells the table and the heap.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import RESP

/// A handle to one key of the keyspace.
@safe
package struct Entry: HashNode, HeapOwner, Equatable {
    package let raw: UnsafeMutableRawPointer

    package init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    /// Where an entry's value is.
    enum Representation: UInt8 {
        /// A string that is a number, in the payload.
        case integer = 0
        /// A short string that SET stored, after the key.
        case embedded
        /// A string that OBJECT ENCODING calls raw (edited in place or over 44 bytes), after the key.
        case inlineRaw
        /// A long string in a block of its own.
        case block
        /// A collection.
        case object
    }

    private static let headerSize = 32

    /// Strings up to this length live in the entry; longer ones in a block that can grow by itself.
    static let inlineLimit = 4096

    package static func == (left: Entry, right: Entry) -> Bool { unsafe left.raw == right.raw }

    // MARK: Header

    package var key: ByteView {
        unsafe ByteView(base: raw + Entry.headerSize, count: keyLength)
    }

    private var keyLength: Int {
        get { Int(unsafe raw.load(fromByteOffset: 16, as: UInt32.self)) }
        nonmutating set { unsafe raw.storeBytes(of: UInt32(newValue), toByteOffset: 16, as: UInt32.self) }
    }

    /// When the key was last used: tenths of a second, or Redis's LFU word under an LFU policy.
    var access: UInt32 {
        get { unsafe raw.load(fromByteOffset: 20, as: UInt32.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 20, as: UInt32.self) }
    }

    package var heapSlot: UInt32 {
        get { unsafe raw.load(fromByteOffset: 24, as: UInt32.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 24, as: UInt32.self) }
    }

    /// Whether the key has a deadline.
    var expires: Bool { heapSlot != 0 }

    var kind: ValueKind {
        get { ValueKind(rawValue: unsafe raw.load(fromByteOffset: 28, as: UInt8.self)) ?? .string }
        nonmutating set { unsafe raw.storeBytes(of: newValue.rawValue, toByteOffset: 28, as: UInt8.self) }
    }

    var representation: Representation {
        get { Representation(rawValue: unsafe raw.load(fromByteOffset: 29, as: UInt8.self)) ?? .integer }
        nonmutating set { unsafe raw.storeBytes(of: newValue.rawValue, toByteOffset: 29, as: UInt8.self) }
    }

    private var inlineRoom: Int {
        get { Int(unsafe raw.load(fromByteOffset: 30, as: UInt16.self)) }
        nonmutating set { unsafe raw.storeBytes(of: UInt16(newValue), toByteOffset: 30, as: UInt16.self) }
    }

    private var payload: UInt64 {
        get { unsafe raw.load(fromByteOffset: 8, as: UInt64.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 8, as: UInt64.self) }
    }

    // MARK: Life

    /// Allocates an entry for `key` with room for an inline value; it holds the number zero.
    static func make(key: ByteView, room: Int = 0) -> Entry {
        let wanted = headerSize + key.count + room
        let size = (wanted + 8 + 15) & ~15 - 8
        guard let raw = unsafe malloc(size) else { preconditionFailure("out of memory") }
        let entry = unsafe Entry(raw: raw)
        unsafe raw.initializeMemory(as: UInt64.self, repeating: 0, count: 4)
        entry.keyLength = key.count
        entry.inlineRoom = min(size - headerSize - key.count, Int(UInt16.max))
        unsafe (raw + headerSize).copyMemory(from: key.base, byteCount: key.count)
        return entry
    }

    /// Frees the entry with its value.
    package func free() {
        releaseValue()
        unsafe Self.deallocate(raw)
    }

    private static func deallocate(_ raw: UnsafeMutableRawPointer) {
        #if canImport(Glibc)
            unsafe Glibc.free(raw)
        #else
            unsafe Darwin.free(raw)
        #endif
    }

    /// Gives up a value that lives outside the entry; the entry then holds the number zero.
    private func releaseValue() {
        switch representation {
        case .integer, .embedded, .inlineRaw: break
        case .block: unsafe StringBlock(raw: blockPointer).free()
        case .object: unsafe objectReference.release()
        }
        representation = .integer
        payload = 0
    }

    /// The bytes of the entry's own allocation.
    package var allocatedSize: Int { Entry.headerSize + keyLength + inlineRoom + 8 }

    /// The bytes of the entry and its value.
    var memoryUsage: Int {
        switch representation {
        case .integer, .embedded, .inlineRaw: allocatedSize
        case .block: allocatedSize + block.allocatedSize
        case .object: allocatedSize + object.memoryUsage
        }
    }

    /// A new entry under another key that takes over this one's value and access time; this one is freed.
    ///
    /// The caller has taken this entry out of the table and the heap.
    func renamed(to key: ByteView) -> Entry {
        let inline = representation == .embedded || representation == .inlineRaw
        let moved = Entry.make(key: key, room: inline ? inlineCount : 0)
        moved.kind = kind
        moved.access = access
        moved.representation = representation
        moved.payload = payload
        if inline { moved.writeInline(inlineView) }
        unsafe Self.deallocate(raw)
        return moved
    }

    // MARK: Strings

    /// The number an integer string holds.
    var integer: Int64 {
        get { Int64(bitPattern: payload) }
        nonmutating set { payload = UInt64(bitPattern: newValue) }
    }

    /// Holds a number from now on, whatever was there.
    func setInteger(_ value: Int64) {
        releaseValue()
        kind = .string
        integer = value
    }

    /// Holds a number from now on, and is returned for the next step.
    func holding(_ value: Int64) -> Entry {
        setInteger(value)
        return self
    }

    /// The bytes of a string that is not a number; valid until the entry changes.
    var bytes: ByteView {
        representation == .block ? block.view : inlineView
    }

    private var inlineCount: Int { Int(payload) }

    private var inlineView: ByteView {
        unsafe ByteView(base: raw + Entry.headerSize + keyLength, count: inlineCount)
    }

    /// Holds `value` as a string from now on, in this entry or in a new one that replaces it.
    ///
    /// A returned entry other than `self` must take this one's place in the table and the heap, and this one
    /// be freed. `value` may not point into this entry.
    func settingString(_ value: ByteView, raw isRaw: Bool) -> Entry {
        let fits = value.count <= inlineRoom && inlineRoom <= 2 * value.count + 64
        if fits || value.count > Entry.inlineLimit {
            storeHere(value, raw: isRaw)
            return self
        }
        let grown = Entry.make(key: key, room: value.count)
        grown.access = access
        grown.storeHere(value, raw: isRaw)
        return grown
    }

    private func storeHere(_ value: ByteView, raw isRaw: Bool) {
        releaseValue()
        kind = .string
        if value.count > Entry.inlineLimit {
            let block = StringBlock.make(value)
            unsafe payload = UInt64(UInt(bitPattern: block.raw))
            representation = .block
        } else {
            writeInline(value)
            representation = isRaw || value.count > 44 ? .inlineRaw : .embedded
        }
    }

    private func writeInline(_ value: ByteView) {
        precondition(value.count <= inlineRoom, "an inline value fits its room")
        unsafe (raw + Entry.headerSize + keyLength).copyMemory(from: value.base, byteCount: value.count)
        payload = UInt64(value.count)
    }

    // MARK: Strings edited in place

    private var blockPointer: UnsafeMutableRawPointer {
        guard let pointer = unsafe UnsafeMutableRawPointer(bitPattern: UInt(payload)) else {
            preconditionFailure("a block entry points to its block")
        }
        return unsafe pointer
    }

    private var block: StringBlock { unsafe StringBlock(raw: blockPointer) }

    /// Replaces the bytes from `offset` on with `view`, zero-filling a gap: APPEND and SETRANGE.
    ///
    /// The string must not be a number. It moves into a block that grows by doubling. `view` may not point
    /// into this entry. Amortised O(`view.count`).
    func overwrite(at offset: Int, with view: ByteView) {
        let end = offset + view.count
        if representation != .block {
            if end <= inlineRoom, offset <= inlineCount {
                unsafe (raw + Entry.headerSize + keyLength + offset)
                    .copyMemory(from: view.base, byteCount: view.count)
                payload = UInt64(max(end, inlineCount))
                representation = .inlineRaw
                return
            }
            let block = StringBlock.make(inlineView, capacity: max(end, inlineCount))
            unsafe payload = UInt64(UInt(bitPattern: block.raw))
            representation = .block
        }
        let grown = block.overwriting(at: offset, with: view)
        unsafe payload = UInt64(UInt(bitPattern: grown.raw))
    }

    // MARK: Objects

    private var objectReference: Unmanaged<StoredObject> {
        guard let pointer = unsafe UnsafeRawPointer(bitPattern: UInt(payload)) else {
            preconditionFailure("an object entry points to its object")
        }
        return unsafe Unmanaged.fromOpaque(pointer)
    }

    /// The collection the entry holds.
    var object: StoredObject { unsafe objectReference.takeUnretainedValue() }

    /// The collection as its class, which the caller has checked through `kind`.
    func object<V: CollectionValue>(as type: V.Type) -> V {
        precondition(kind == V.kind && representation == .object, "an object is read as what it is")
        return unsafe unsafeDowncast(object, to: V.self)
    }

    /// Gives the collection up to the caller; the entry then holds the number zero.
    func takeObject() -> StoredObject {
        let object = unsafe objectReference.takeRetainedValue()
        representation = .integer
        payload = 0
        return object
    }

    /// Holds a collection from now on, whatever was there.
    func setObject(_ object: StoredObject) {
        releaseValue()
        kind = object.kind
        payload = unsafe UInt64(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
        representation = .object
    }
}
