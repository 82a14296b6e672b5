// A key and its value: one allocation for the key, the access time, the place in the deadline heap and, for
// strings up to 4 KiB, the value itself. A counter is kept as a number. Longer strings have a block of their
// own, collections an object. A million keys of 16 bytes with values of 3 take 64 bytes each, and a lookup
// touches one bucket and one entry. How strings are kept and edited is in Entry+Strings.swift.
//
//   0  next entry of the chain (the table's)      8  payload: integer | inline length | block | object
//  16  key length        20  access time or LFU   24  place in the deadline heap, 0 = never expires
//  28  kind              29  representation       30  room for an inline value
//  32  the key's bytes, then the inline value's
//
// The entry does not know its database: code that replaces one by another updates the table and the heap.

import RESP

/// A handle to one key of the keyspace.
@safe
struct Entry: HashNode, HeapOwner, Equatable {
    let raw: UnsafeMutableRawPointer

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

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

    static let headerSize = 32

    static func == (left: Entry, right: Entry) -> Bool { unsafe left.raw == right.raw }

    // MARK: Header

    var key: ByteView {
        unsafe ByteView(base: raw + Entry.headerSize, count: keyLength)
    }

    private(set) var keyLength: Int {
        get { Int(unsafe raw.load(fromByteOffset: 16, as: UInt32.self)) }
        nonmutating set { unsafe raw.storeBytes(of: UInt32(newValue), toByteOffset: 16, as: UInt32.self) }
    }

    /// When the key was last used: tenths of a second, or Redis's LFU word under an LFU policy.
    var access: UInt32 {
        get { unsafe raw.load(fromByteOffset: 20, as: UInt32.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 20, as: UInt32.self) }
    }

    var heapSlot: UInt32 {
        get { unsafe raw.load(fromByteOffset: 24, as: UInt32.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 24, as: UInt32.self) }
    }

    /// Whether the key has a deadline.
    var expires: Bool { heapSlot != 0 }

    @inline(__always)
    var kind: ValueKind {
        get { ValueKind(rawValue: unsafe raw.load(fromByteOffset: 28, as: UInt8.self)) ?? .string }
        nonmutating set { unsafe raw.storeBytes(of: newValue.rawValue, toByteOffset: 28, as: UInt8.self) }
    }

    @inline(__always)
    var representation: Representation {
        get { Representation(rawValue: unsafe raw.load(fromByteOffset: 29, as: UInt8.self)) ?? .integer }
        nonmutating set { unsafe raw.storeBytes(of: newValue.rawValue, toByteOffset: 29, as: UInt8.self) }
    }

    /// The bytes after the key, used or not.
    private(set) var inlineRoom: Int {
        get { Int(unsafe raw.load(fromByteOffset: 30, as: UInt16.self)) }
        nonmutating set { unsafe raw.storeBytes(of: UInt16(newValue), toByteOffset: 30, as: UInt16.self) }
    }

    var payload: UInt64 {
        get { unsafe raw.load(fromByteOffset: 8, as: UInt64.self) }
        nonmutating set { unsafe raw.storeBytes(of: newValue, toByteOffset: 8, as: UInt64.self) }
    }

    // MARK: Life

    /// Allocates an entry for `key` with room for an inline value; it holds the number zero.
    static func make(key: ByteView, room: Int = 0) -> Entry {
        precondition(room <= inlineLimit, "a long string has a block of its own")
        let used = headerSize &+ key.count
        let size = NodeMemory.footprint(used &+ room) &- NodeMemory.headerSize
        let entry = unsafe Entry(raw: NodeMemory.allocate(size))
        unsafe entry.raw.initializeMemory(as: UInt64.self, repeating: 0, count: 4)
        entry.keyLength = key.count
        // What the rounding adds is room as well: a value may grow by a few bytes where it is.
        entry.inlineRoom = size &- used
        unsafe (entry.raw + headerSize).copyMemory(from: key.base, byteCount: key.count)
        return entry
    }

    /// Frees the entry with its value.
    func free() {
        releaseValue()
        unsafe NodeMemory.free(raw)
    }

    /// Gives up a value that lives outside the entry; the entry then holds the number zero.
    func releaseValue() {
        switch representation {
        case .integer, .embedded, .inlineRaw: break
        case .block: block.free()
        case .object: unsafe objectReference.release()
        }
        representation = .integer
        payload = 0
    }

    /// The bytes of the entry's own allocation.
    var allocatedSize: Int { NodeMemory.footprint(Entry.headerSize &+ keyLength &+ inlineRoom) }

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
        let moved = Entry.make(key: key, room: isInline ? inlineView.count : 0)
        moved.kind = kind
        moved.access = access
        if isInline {
            moved.setInline(inlineView, raw: representation == .inlineRaw)
        } else {
            moved.representation = representation
            moved.payload = payload
        }
        unsafe NodeMemory.free(raw)
        return moved
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
