// Lua's tables: an array part for the keys 1...n and a hash part for the rest. Both parts, their sizes and the
// order of the nodes follow Lua 5.1, because scripts see them: in the order of `pairs`, in what `#` says of a
// table with holes, and so in what cjson makes of a table.
//
// The hash part is a chained scatter table: a power of two of nodes, collisions linked through `next` inside the
// same memory, and a free node searched downwards from `lastFree`. A removed key keeps its node with the value
// nil, so a table may be emptied while it is traversed; such nodes go when the table is next made to grow.
//
// Invariants: `array` holds `arraySize` initialised values, `nodes` holds `nodeCount` initialised nodes (0 or a
// power of two); `next` is the distance to the next node of the chain, 0 at its end.

/// A key and its value in a table's hash part.
struct TableNode {
    var key: LuaValue
    var value: LuaValue
    var next: Int32

    static var empty: TableNode { TableNode(key: .nil, value: .nil, next: 0) }
}

/// A table.
@safe
package final class LuaTable: HeapObject {
    var array: UnsafeMutablePointer<LuaValue>
    var arraySize = 0
    var nodes: UnsafeMutablePointer<TableNode>
    var nodeCount = 0
    var lastFree = 0
    let serial: Int
    /// Bit n is set when the metatable (this table, as one) is known to lack the event with number n.
    var absentEvents: UInt32 = 0
    /// The table that says what operators do with this one.
    package var metatable: LuaTable?
    /// Whether scripts are kept from changing it.
    package var isReadOnly = false

    convenience init(heap: Heap, arrayCapacity: Int, hashCapacity: Int) throws(LuaFailure) {
        self.init(heap: heap)
        if arrayCapacity > 0 || hashCapacity > 0 {
            try resize(arraySize: arrayCapacity, hashCapacity: hashCapacity)
        }
    }

    /// An empty table.
    override init(heap: Heap) {
        unsafe array = LuaTable.noArray
        unsafe nodes = LuaTable.noNodes
        serial = heap.nextSerial()
        super.init(heap: heap)
        heap.meter.add(LuaTable.ownCost)
    }

    deinit {
        releaseParts()
        if let metatable { heap.discard(.table(metatable)) }
        metatable = nil
        heap.meter.remove(LuaTable.ownCost)
        heap.drain()
    }

    static let ownCost = 128
    static let valueCost = MemoryLayout<LuaValue>.stride
    static let nodeCost = MemoryLayout<TableNode>.stride
    /// What the parts point to while they have no elements.
    nonisolated(unsafe) static let noArray = UnsafeMutablePointer<LuaValue>.allocate(capacity: 1)
    nonisolated(unsafe) static let noNodes = UnsafeMutablePointer<TableNode>.allocate(capacity: 1)

    /// Hands the contents to the heap and frees both parts.
    private func releaseParts() {
        for index in 0..<arraySize { unsafe heap.discard(array[index]) }
        for index in 0..<nodeCount {
            unsafe heap.discard(nodes[index].key)
            unsafe heap.discard(nodes[index].value)
        }
        freeArray()
        freeNodes()
    }

    func freeArray() {
        guard arraySize > 0 else { return }
        heap.meter.remove(arraySize &* LuaTable.valueCost)
        unsafe array.deinitialize(count: arraySize)
        unsafe array.deallocate()
        unsafe array = LuaTable.noArray
        arraySize = 0
    }

    func freeNodes() {
        guard nodeCount > 0 else { return }
        heap.meter.remove(nodeCount &* LuaTable.nodeCost)
        unsafe nodes.deinitialize(count: nodeCount)
        unsafe nodes.deallocate()
        unsafe nodes = LuaTable.noNodes
        nodeCount = 0
        lastFree = 0
    }

    override func clear() {
        releaseParts()
        metatable = nil
    }

    override func visit(_ marker: inout Marker) {
        for index in 0..<arraySize { unsafe marker.mark(array[index]) }
        for index in 0..<nodeCount {
            unsafe marker.mark(nodes[index].key)
            unsafe marker.mark(nodes[index].value)
        }
        if let metatable { marker.mark(metatable) }
    }
}
