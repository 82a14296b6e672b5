// Growing a table. The array part becomes the largest power of two of which more than half of the keys are in
// use; what is left goes to the hash part, the smallest power of two that holds it.

extension LuaTable {
    /// Makes room for a new key and sets it.
    func grow(for key: LuaValue, _ value: LuaValue) throws(LuaFailure) {
        var counts = KeyCounts()
        for index in 0..<arraySize where unsafe !array[index].isNil { counts.add(index &+ 1) }
        for index in 0..<nodeCount where unsafe !nodes[index].value.isNil {
            unsafe counts.add(nodes[index].key)
        }
        counts.add(key)
        let (size, inArray) = counts.arraySize()
        try resize(arraySize: size, hashCapacity: counts.total &- inArray)
        try write(key, value)
    }

    /// Gives both parts a size and puts every key where it belongs then.
    func resize(arraySize newSize: Int, hashCapacity: Int) throws(LuaFailure) {
        let newCount = LuaTable.nodes(for: hashCapacity)
        guard newSize <= Int(Int32.max), newCount <= 1 << 28 else { throw LuaFailure.notEnoughMemory }
        try heap.meter.require(
            max(0, newSize &- arraySize) &* LuaTable.valueCost &+ newCount &* LuaTable.nodeCost)
        let (oldNodes, oldCount) = unsafe (nodes, nodeCount)
        if newSize > arraySize { resizeArray(to: newSize) }
        makeNodes(newCount)
        if newSize < arraySize {
            let (old, oldSize) = unsafe (array, arraySize)
            unsafe array = .allocate(capacity: max(newSize, 1))
            unsafe array.moveInitialize(from: old, count: newSize)
            arraySize = newSize
            heap.meter.remove((oldSize &- newSize) &* LuaTable.valueCost)
            for index in newSize..<oldSize where unsafe !old[index].isNil {
                unsafe try write(.number(Double(index &+ 1)), old[index])
            }
            unsafe (old + newSize).deinitialize(count: oldSize &- newSize)
            unsafe old.deallocate()
            if newSize == 0 {
                unsafe array.deallocate()
                unsafe array = LuaTable.noArray
            }
        }
        for index in stride(from: oldCount &- 1, through: 0, by: -1) where unsafe !oldNodes[index].value.isNil
        {
            unsafe try write(oldNodes[index].key, oldNodes[index].value)
        }
        guard oldCount > 0 else { return }
        heap.meter.remove(oldCount &* LuaTable.nodeCost)
        unsafe oldNodes.deinitialize(count: oldCount)
        unsafe oldNodes.deallocate()
    }

    /// Makes the array part hold at least `count` elements, as a table constructor with that many does.
    func reserveArray(_ count: Int) throws(LuaFailure) {
        guard count > arraySize else { return }
        guard count <= Int(Int32.max) else { throw LuaFailure.notEnoughMemory }
        try heap.meter.require((count &- arraySize) &* LuaTable.valueCost)
        resizeArray(to: count)
    }

    private func resizeArray(to size: Int) {
        let larger = UnsafeMutablePointer<LuaValue>.allocate(capacity: size)
        unsafe larger.moveInitialize(from: array, count: arraySize)
        unsafe (larger + arraySize).initialize(repeating: .nil, count: size &- arraySize)
        if arraySize > 0 { unsafe array.deallocate() }
        heap.meter.add((size &- arraySize) &* LuaTable.valueCost)
        unsafe array = larger
        arraySize = size
    }

    private func makeNodes(_ count: Int) {
        nodeCount = count
        lastFree = count
        guard count > 0 else {
            unsafe nodes = LuaTable.noNodes
            return
        }
        unsafe nodes = .allocate(capacity: count)
        unsafe nodes.initialize(repeating: .empty, count: count)
        heap.meter.add(count &* LuaTable.nodeCost)
    }

    private static func nodes(for count: Int) -> Int {
        guard count > 1 else { return max(count, 0) }
        return 1 << (Int.bitWidth &- (count &- 1).leadingZeroBitCount)
    }
}

/// How many keys there are, and how many of them between each two powers of two.
private struct KeyCounts {
    /// Element n counts the whole numbers above 2^(n-1) up to 2^n.
    private var slices = [Int](repeating: 0, count: 27)
    private(set) var total = 0
    private var candidates = 0

    mutating func add(_ key: LuaValue) {
        if case .number(let number) = key, number >= 1, number <= 67_108_864, number.rounded() == number {
            add(Int(number))
        } else {
            total &+= 1
        }
    }

    mutating func add(_ index: Int) {
        total &+= 1
        guard index <= 67_108_864 else { return }
        candidates &+= 1
        slices[index == 1 ? 0 : Int.bitWidth &- (index &- 1).leadingZeroBitCount] &+= 1
    }

    /// The size that the array part should have, and how many keys go there.
    func arraySize() -> (size: Int, used: Int) {
        var best = (size: 0, used: 0)
        var sum = 0
        var power = 1
        for count in slices where power / 2 < candidates {
            sum &+= count
            if count > 0, sum > power / 2 { best = (power, sum) }
            if sum == candidates { break }
            power &*= 2
        }
        return best
    }
}
