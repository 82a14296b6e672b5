// A heap cell for plain values that change at every command (the time, counters, a client's modes). A stored
// property of a class pays an exclusivity check per access; these are read and written by one thread at a
// time by construction, so the cell does without. It holds plain values only: nothing to retain or release.
//
// The value is reached by address and not through a getter and a setter: `counters.value.hits += 1` then adds to
// one word, where a getter would copy all the counters out and a setter all of them back.

/// A mutable cell for a trivially copyable value, shared by reference.
@safe
final class Shared<Value: BitwiseCopyable> {
    private let pointer: UnsafeMutablePointer<Value>

    init(_ value: Value) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: value)
    }

    deinit { unsafe pointer.deallocate() }

    /// The value, in place.
    var value: Value {
        @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
        @inline(__always) unsafeMutableAddress { unsafe pointer }
    }
}

/// A fixed number of trivially copyable values, with checked subscripts and no exclusivity checks.
@safe
final class FixedArray<Element: BitwiseCopyable> {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating element: Element, count: Int) {
        precondition(count > 0, "a fixed array has at least one element")
        self.count = count
        unsafe base = .allocate(capacity: count)
        unsafe base.initialize(repeating: element, count: count)
    }

    deinit { unsafe base.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always) unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the array")
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always) unsafeMutableAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the array")
            return unsafe base + index
        }
    }
}
