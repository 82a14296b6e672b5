// Going through a table, and its length.

extension LuaTable {
    /// The key that follows `key` in the table's order, with its value; the first after nil, none after the last.
    ///
    /// - Throws: when the key is not one of the table's.
    package func next(after key: LuaValue) throws(LuaFailure) -> (key: LuaValue, value: LuaValue)? {
        var index = try place(of: key)
        while index < arraySize {
            let value = unsafe array[index]
            index &+= 1
            if !value.isNil { return (.number(Double(index)), value) }
        }
        index &-= arraySize
        while index < nodeCount {
            let value = unsafe nodes[index].value
            if !value.isNil { return unsafe (nodes[index].key, value) }
            index &+= 1
        }
        return nil
    }

    /// How many places of the order are behind a key: array elements first, then nodes.
    private func place(of key: LuaValue) throws(LuaFailure) -> Int {
        if case .nil = key { return 0 }
        if case .number(let number) = key, let index = arrayIndex(of: number) { return index &+ 1 }
        let index = node(of: key)
        guard index >= 0 else { throw LuaFailure("invalid key to 'next'") }
        return arraySize &+ index &+ 1
    }

    /// A border: a whole number n with a value at n and none at n + 1.
    package var length: Int {
        if arraySize > 0, unsafe array[arraySize &- 1].isNil {
            var (low, high) = (0, arraySize)
            while high &- low > 1 {
                let middle = (low &+ high) / 2
                if unsafe array[middle &- 1].isNil { high = middle } else { low = middle }
            }
            return low
        }
        return nodeCount == 0 ? arraySize : borderInNodes()
    }

    private func borderInNodes() -> Int {
        var (low, high) = (arraySize, arraySize &+ 1)
        while !self[high].isNil {
            low = high
            high &*= 2
            if high > Int(Int32.max) { return countUp() }
        }
        while high &- low > 1 {
            let middle = (low &+ high) / 2
            if self[middle].isNil { high = middle } else { low = middle }
        }
        return low
    }

    /// The border of a table that was built to mislead the search by halves.
    private func countUp() -> Int {
        var index = 1
        while !self[index].isNil { index &+= 1 }
        return index &- 1
    }
}
