// A coroutine: a stack of values and the calls that are open on it. The main program is one too.

/// A coroutine.
package final class LuaThread: HeapObject {
    /// What `coroutine.status` tells apart.
    enum Status { case suspended, running, normal, dead }

    let stack: ValueStack
    let serial: Int
    var status = Status.suspended
    /// The first stack index that is free for what Swift code calls, or the end of an open list of values.
    var top = 0
    let frames = FrameStack()
    /// The variables in registers that inner functions share, the highest last.
    private var openUpvalues: [Upvalue] = []
    /// The register of the last of them, -1 without any.
    private var highestOpen = -1
    /// How many frames it may not yield across.
    var boundaries = 0
    /// Who waits for this one, while it runs.
    var resumer: LuaThread?
    /// Where the results of a `resume` or a `yield` that is under way go.
    var pending = Pending()
    /// Whether its function has begun.
    var hasBegun = false

    override init(heap: Heap) {
        serial = heap.nextSerial()
        stack = ValueStack(countedBy: heap.meter)
        super.init(heap: heap)
    }

    deinit { clear() }

    override func clear() {
        closeUpvalues(from: 0)
        frames.removeAll()
        resumer = nil
        for index in 0..<stack.capacity {
            heap.discard(stack[index])
            stack[index] = .nil
        }
        heap.drain()
    }

    override func visit(_ marker: inout Marker) {
        for index in 0..<stack.capacity { marker.mark(stack[index]) }
        if let resumer { marker.mark(resumer) }
    }

    /// The shared variable for a register.
    func upvalue(at index: Int) -> Upvalue {
        var place = openUpvalues.count
        while place > 0, openUpvalues[place - 1].index >= index {
            place -= 1
            if openUpvalues[place].index == index { return openUpvalues[place] }
        }
        let upvalue = Upvalue(heap: heap, stack: stack, index: index)
        openUpvalues.insert(upvalue, at: place)
        highestOpen = max(highestOpen, index)
        return upvalue
    }

    /// Lets the variables in registers from an index on keep their values themselves.
    @inline(__always)
    func closeUpvalues(from index: Int) {
        if highestOpen >= index { close(from: index) }
    }

    @inline(never)
    private func close(from index: Int) {
        while let last = openUpvalues.last, last.index >= index {
            last.close()
            openUpvalues.removeLast()
        }
        highestOpen = openUpvalues.last?.index ?? -1
    }
}
