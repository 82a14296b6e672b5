// A coroutine: a stack of values and the calls that are open on it. The main program is one too.

/// A coroutine.
package final class LuaThread: HeapObject {
    /// What `coroutine.status` tells apart.
    enum Status { case suspended, running, normal, dead }

    let stack = ValueStack()
    let serial: Int
    var status = Status.suspended
    /// The first register that no call uses.
    var top = 0

    override init(heap: Heap) {
        serial = heap.nextSerial()
        super.init(heap: heap)
    }

    deinit { releaseValues() }

    private func releaseValues() {
        for index in 0..<stack.capacity {
            heap.discard(stack[index])
            stack[index] = .nil
        }
        heap.drain()
    }

    override func clear() { releaseValues() }

    override func visit(_ marker: inout Marker) {
        for index in 0..<stack.capacity { marker.mark(stack[index]) }
    }
}
