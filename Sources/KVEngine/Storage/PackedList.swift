// The flat form of small hashes (field, value, field, value ...) and small sorted sets (member, score,
// member, score ...): byte strings in one block of memory, read in order from either end. At a hundred
// elements a walk over one block beats any table, in time and in memory.
//
// It owns one `PackedRun`, which has the format and the algorithms, and adds what code outside the storage
// room needs: reference semantics and positions. It does not pair elements up nor keep them in any order but
// that of insertion, and it is not for many elements: everything away from the ends is linear.

import RESP

/// A place in a packed list: an element or the end. Every change of the list makes older positions stale.
struct PackedPosition: Equatable, Comparable {
    fileprivate let offset: Int

    static func < (left: PackedPosition, right: PackedPosition) -> Bool { left.offset < right.offset }
}

/// A flat, doubly-ended list of byte strings.
///
/// A view passed in may point into the list itself. A view handed out is valid until the next change.
@safe
final class PackedList {
    typealias Position = PackedPosition

    let state: UnsafeMutablePointer<PackedRun>

    /// Makes an empty list with room for `capacity` bytes, framing included.
    init(capacity: Int = 64) {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: PackedRun(capacity: capacity))
    }

    private init(_ run: consuming PackedRun) {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: run)
    }

    deinit {
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// The number of elements.
    var count: Int { unsafe state.pointee.count }

    var isEmpty: Bool { count == 0 }

    /// The bytes all elements take, framing included.
    var byteCount: Int { unsafe state.pointee.byteCount }

    /// The bytes the list takes in memory, used or not.
    var memoryUsage: Int {
        unsafe 32 + MemoryLayout<PackedRun>.size + state.pointee.memoryUsage
    }

    /// An independent list of the same elements.
    func copy() -> PackedList { unsafe PackedList(state.pointee.copy()) }

}

// MARK: - Reading

extension PackedList {
    /// The first element, or `end` of an empty list.
    var first: Position { unsafe Position(offset: state.pointee.start) }

    /// The last element, or `end` of an empty list.
    var last: Position { position(before: end) }

    /// The place behind the last element; it also stands for "none" before the first.
    var end: Position { unsafe Position(offset: state.pointee.end) }

    /// The next element, or `end`.
    func position(after position: Position) -> Position {
        unsafe Position(offset: state.pointee.frame(at: position.offset).next)
    }

    /// The element before, or `end` if there is none; before `end` it is the last element.
    func position(before position: Position) -> Position {
        if position == first { return end }
        return unsafe Position(offset: state.pointee.frame(before: position.offset).offset)
    }

    /// The element at `index`, walked to from the nearer end; `end` for `count`.
    func position(at index: Int) -> Position {
        unsafe Position(offset: state.pointee.offset(at: index))
    }

    /// The element at a position.
    subscript(position: Position) -> ByteView {
        unsafe state.pointee.view(of: state.pointee.frame(at: position.offset))
    }

    /// The first element equal to `view` among every `stride` elements from `from` (the first by default) on.
    func find(_ view: ByteView, from: Position? = nil, stride: Int = 1) -> Position? {
        precondition(stride > 0, "a search must move forward")
        let offset = unsafe from?.offset ?? state.pointee.start
        let found = unsafe state.pointee.find(PackedNeedle(view), from: offset, stride: stride)
        return found.map { Position(offset: $0.offset) }
    }

    /// Hands every element to `body`, in order or backwards; the list must not change meanwhile.
    func forEach(reversed: Bool = false, _ body: (ByteView) -> Void) {
        let offset = unsafe reversed ? state.pointee.end : state.pointee.start
        _ = unsafe state.pointee.walk(from: offset, limit: count, reversed: reversed) {
            body($0)
            return true
        }
    }
}

// MARK: - Changing

extension PackedList {
    func append(_ view: ByteView) { unsafe state.pointee.append(view) }

    func prepend(_ view: ByteView) { unsafe state.pointee.prepend(view) }

    /// Inserts before `position`, which may be `end`; returns where the new element is.
    @discardableResult
    func insert(_ view: ByteView, before position: Position) -> Position {
        unsafe Position(offset: state.pointee.insert(view, before: position.offset))
    }

    /// Puts `view` in the place of an element; returns where it is.
    @discardableResult
    func replace(at position: Position, with view: ByteView) -> Position {
        unsafe Position(offset: state.pointee.replace(at: position.offset, with: view))
    }

    /// Removes `count` elements from `position` on; returns the place of what followed them.
    @discardableResult
    func remove(at position: Position, count: Int = 1) -> Position {
        unsafe Position(offset: state.pointee.remove(at: position.offset, elements: count))
    }

    func removeFirst(_ count: Int = 1) { unsafe state.pointee.removeFirst(count) }

    func removeLast(_ count: Int = 1) { unsafe state.pointee.removeLast(count) }

    func removeAll() { unsafe state.pointee.removeAll() }

    /// Cuts off the elements from `index` on and returns them as a list of their own.
    func split(at index: Int) -> PackedList { unsafe PackedList(state.pointee.split(at: index)) }
}

// MARK: - Numbers as elements

extension UInt64 {
    /// Lends the eight bytes of the number, little-endian; `ByteView.word(at: 0)` reads them back.
    func withByteView<R>(_ body: (ByteView) -> R) -> R {
        var word = littleEndian
        return unsafe Swift.withUnsafeBytes(of: &word) { bytes in
            guard let base = bytes.baseAddress else { return body(.empty) }
            return unsafe body(ByteView(base: base, count: bytes.count))
        }
    }
}
