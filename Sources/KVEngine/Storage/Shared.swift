// A heap cell for plain values that change at every command (the time, counters, a client's modes). A stored
// property of a class pays an exclusivity check per access; these are read and written by one thread at a
// time by construction, so the cell does without. It holds plain values only: nothing to retain or release.

/// A mutable cell for a trivially copyable value, shared by reference.
@safe
package final class Shared<Value: BitwiseCopyable> {
    private let pointer: UnsafeMutablePointer<Value>

    package init(_ value: Value) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: value)
    }

    deinit { unsafe pointer.deallocate() }

    package var value: Value {
        @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
        @inline(__always) unsafeMutableAddress { unsafe pointer }
    }
}

/// A fixed number of trivially copyable values, with checked subscripts and no exclusivity checks.
@safe
package final class FixedArray<Element: BitwiseCopyable> {
    private let base: UnsafeMutablePointer<Element>
    package let count: Int

    package init(repeating element: Element, count: Int) {
        precondition(count > 0, "a fixed array has at least one element")
        self.count = count
        unsafe base = .allocate(capacity: count)
        unsafe base.initialize(repeating: element, count: count)
    }

    deinit { unsafe base.deallocate() }

    package subscript(index: Int) -> Element {
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
