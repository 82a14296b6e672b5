// A local variable that an inner function uses: it is the register as long as the block that declares it runs,
// and then keeps the value itself.

/// A variable that functions share.
final class Upvalue: HeapObject {
    /// The stack that the variable lives in, until it is closed.
    private var stack: ValueStack?
    /// Where it lives there.
    let index: Int
    private var closed = LuaValue.nil

    init(heap: Heap, stack: ValueStack, index: Int) {
        self.stack = stack
        self.index = index
        super.init(heap: heap)
        heap.meter.add(Upvalue.cost)
    }

    private static let cost = 96

    deinit {
        heap.meter.remove(Upvalue.cost)
        heap.discard(closed)
        closed = .nil
        heap.drain()
    }

    @inline(__always)
    var value: LuaValue {
        get {
            if let stack { stack[index] } else { closed }
        }
        set {
            if let stack { stack[index] = newValue } else { closed = newValue }
        }
    }

    /// Takes the value over from the register.
    func close() {
        guard let stack else { return }
        closed = stack[index]
        self.stack = nil
    }

    override func visit(_ marker: inout Marker) { marker.mark(value) }

    override func clear() { closed = .nil }
}
