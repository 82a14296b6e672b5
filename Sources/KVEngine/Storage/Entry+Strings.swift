// How an entry keeps a string: as a number, after the key, or in a block. A string that no longer fits where it
// is moves into a new entry, so every change here returns the entry that holds the result. When that is another
// one, the caller puts it in the place of this one, in the table and the heap, and frees this one.
//
// Bytes given to a change may not point into the entry itself.

import RESP

extension Entry {
    /// Strings up to this length live in the entry; longer ones in a block that can grow by itself.
    static let inlineLimit = 4096

    /// Strings of SET up to this length are `embstr` to OBJECT ENCODING, longer ones `raw`.
    private static let embeddedLimit = 44

    /// Room that a value may leave unused in its entry before it moves to a smaller one.
    private static let spareRoom = 64

    /// The room that a new entry needs for a string of `count` bytes.
    static func room(for count: Int) -> Int { count <= inlineLimit ? count : 0 }

    /// Allocates an entry that holds a string; a number is kept as one.
    static func make(key: ByteView, string: ByteView) -> Entry {
        if let number = IntegerText.parse(string) { return make(key: key).holding(number) }
        return make(key: key, room: room(for: string.count)).settingString(string)
    }

    // MARK: Reading

    /// The number an integer string holds.
    var integer: Int64 {
        get { Int64(bitPattern: payload) }
        nonmutating set { payload = UInt64(bitPattern: newValue) }
    }

    /// The bytes of a string that is not a number; valid until the entry changes.
    var bytes: ByteView { representation == .block ? block.view : inlineView }

    /// Whether the string's bytes are in the entry.
    var isInline: Bool { representation == .embedded || representation == .inlineRaw }

    /// The string's bytes in the entry, which must be inline.
    var inlineView: ByteView {
        unsafe ByteView(base: UnsafeRawPointer(inlineStart), count: Int(truncatingIfNeeded: payload))
    }

    /// The bytes of a string that is not a number, to be changed where they are; valid until the entry changes in
    /// another way.
    var mutableBytes: MutableBytes {
        precondition(isInline || representation == .block, "only bytes are changed in place")
        guard isInline else { return block.mutableBytes }
        return unsafe MutableBytes(base: inlineStart, count: inlineView.count)
    }

    private var inlineStart: UnsafeMutableRawPointer { unsafe raw + Entry.headerSize + keyLength }

    /// The block of a long string.
    var block: StringBlock {
        guard let pointer = unsafe UnsafeMutableRawPointer(bitPattern: UInt(payload)) else {
            preconditionFailure("a block entry points to its block")
        }
        return unsafe StringBlock(raw: pointer)
    }

    // MARK: Replacing the whole

    /// Holds a number from now on, whatever was there.
    func holding(_ value: Int64) -> Entry {
        let entry = suits(0) ? self : sibling(room: 0)
        entry.releaseValue()
        entry.kind = .string
        entry.integer = value
        return entry
    }

    /// Holds bytes from now on, whatever was there; `isRaw` is what OBJECT ENCODING is to say of a short string.
    func settingString(_ value: ByteView, raw isRaw: Bool = false) -> Entry {
        if value.count > Entry.inlineLimit { return settingLongString(value) }
        let entry = suits(value.count) ? self : sibling(room: value.count)
        entry.releaseValue()
        entry.kind = .string
        entry.setInline(value, raw: isRaw)
        return entry
    }

    private func settingLongString(_ value: ByteView) -> Entry {
        if representation == .block, block.suits(value.count) {
            block.replaceAll(with: value)
            return self
        }
        return holdingBlock(of: value, capacity: value.count)
    }

    /// Takes over a block and holds its bytes from now on as a raw string, whatever was there.
    func holding(_ block: StringBlock) -> Entry {
        guard block.count > Entry.inlineLimit else {
            defer { block.free() }
            return settingString(block.view, raw: true)
        }
        return adopting(block)
    }

    /// Writes a string that there is room for.
    func setInline(_ value: ByteView, raw isRaw: Bool) {
        precondition(value.count <= inlineRoom, "an inline value fits its room")
        unsafe inlineStart.copyMemory(from: value.base, byteCount: value.count)
        payload = UInt64(truncatingIfNeeded: value.count)
        representation = isRaw || value.count > Entry.embeddedLimit ? .inlineRaw : .embedded
    }

    // MARK: Editing

    /// Replaces the string's bytes from `offset` on with `view`, zero-filling a gap: APPEND and SETRANGE.
    ///
    /// A number becomes bytes, and the string `raw`.
    ///
    /// - Complexity: O(`view.count`), amortised.
    func overwriting(at offset: Int, with view: ByteView) -> Entry {
        let end = offset + view.count
        switch representation {
        case .object: preconditionFailure("only a string is overwritten")
        case .integer: return ByteView.withDecimal(of: integer) { roomy($0, end) }.writing(view, at: offset)
        case .embedded, .inlineRaw: return roomy(inlineView, end).writing(view, at: offset)
        case .block: return writing(view, at: offset)
        }
    }

    /// The string, whose present bytes are given, where it has room for `end` bytes.
    private func roomy(_ present: ByteView, _ end: Int) -> Entry {
        let needed = max(present.count, end)
        if needed <= inlineRoom {
            setInline(present, raw: true)
            return self
        }
        guard needed <= Entry.inlineLimit else { return holdingBlock(of: present, capacity: needed) }
        let grown = sibling(room: min(needed * 2, Entry.inlineLimit))
        grown.setInline(present, raw: true)
        return grown
    }

    /// Writes into a string that has room, or into a block that makes it.
    private func writing(_ view: ByteView, at offset: Int) -> Entry {
        if representation == .block {
            let grown = block.overwriting(at: offset, with: view)
            unsafe payload = UInt64(UInt(bitPattern: grown.raw))
            return self
        }
        let (present, end) = (inlineView.count, offset + view.count)
        precondition(end <= inlineRoom, "an inline value fits its room")
        let gap = offset - present
        if gap > 0 {
            unsafe (inlineStart + present).initializeMemory(as: UInt8.self, repeating: 0, count: gap)
        }
        unsafe (inlineStart + offset).copyMemory(from: view.base, byteCount: view.count)
        payload = UInt64(max(end, present))
        return self
    }

    // MARK: Moving

    /// Whether an inline value of `count` bytes is better kept here than in a new entry.
    private func suits(_ count: Int) -> Bool {
        count <= inlineRoom && inlineRoom <= 2 &* count &+ Entry.spareRoom
    }

    /// A new entry with the same key and access time, holding zero.
    private func sibling(room: Int) -> Entry {
        let twin = Entry.make(key: key, room: room)
        twin.access = access
        return twin
    }

    /// Moves to a block that starts with `bytes`, which may be those of the entry.
    private func holdingBlock(of bytes: ByteView, capacity: Int) -> Entry {
        adopting(StringBlock.make(bytes, capacity: capacity))
    }

    private func adopting(_ block: StringBlock) -> Entry {
        let entry = suits(0) ? self : sibling(room: 0)
        entry.releaseValue()
        entry.kind = .string
        unsafe entry.payload = UInt64(UInt(bitPattern: block.raw))
        entry.representation = .block
        return entry
    }
}
