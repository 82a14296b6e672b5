// The mark of a collection: it follows references from the roots with a list of its own instead of recursion.

/// What a mark has reached and not looked into yet.
struct Marker {
    let epoch: UInt32
    private var waiting: [HeapObject] = []

    init(epoch: UInt32) {
        self.epoch = epoch
    }

    mutating func mark(_ value: LuaValue) {
        switch value {
        case .table(let table): mark(table)
        case .function(let function): mark(function)
        case .thread(let thread): mark(thread)
        default: break
        }
    }

    mutating func mark(_ object: HeapObject) {
        guard object.mark != epoch else { return }
        object.mark = epoch
        waiting.append(object)
    }

    mutating func mark(_ function: LuaFunction) {
        guard function.mark != epoch else { return }
        function.mark = epoch
        for upvalue in function.upvalues { mark(upvalue) }
        if case .wrapped(let thread) = function.kind { mark(thread) }
    }

    /// Follows everything that was reached.
    mutating func finish() {
        while let object = waiting.popLast() { object.visit(&self) }
    }
}
