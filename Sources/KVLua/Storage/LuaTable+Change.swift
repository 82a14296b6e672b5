// Setting a key of a table. A new key goes to the node where its search begins; when another key sits there that
// does not belong there, that one moves to a free node, else the new one takes the free node and is linked in.

extension LuaTable {
    /// Sets a key's value, nil to remove it. No metamethod is asked.
    ///
    /// - Throws: what Lua says when the key is nil or NaN, the table is read-only, or memory is short.
    package func set(_ key: LuaValue, _ value: LuaValue) throws(LuaFailure) {
        if isReadOnly { throw LuaFailure("Attempt to modify a readonly table") }
        try write(key, value)
    }

    /// Sets the value of a string key.
    package func set(_ key: String, _ value: LuaValue) throws(LuaFailure) {
        try set(.string(key), value)
    }

    /// Sets the value of a whole number.
    package func set(_ key: Int, _ value: LuaValue) throws(LuaFailure) {
        try set(.number(Double(key)), value)
    }

    /// Sets a key's value whether or not the table is read-only.
    func write(_ key: LuaValue, _ value: LuaValue) throws(LuaFailure) {
        switch key {
        case .nil: throw LuaFailure("table index is nil")
        case .number(let number):
            if let index = arrayIndex(of: number) {
                unsafe array[index] = value
                return
            }
            if number.isNaN { throw LuaFailure("table index is NaN") }
        default: break
        }
        absentEvents = 0
        let index = node(of: key)
        if index >= 0 {
            unsafe nodes[index].value = value
        } else {
            try insert(key, value)
        }
    }

    /// Sets a value in the array part or an existing node; false when there is neither.
    @inline(__always)
    func update(_ number: Double, _ value: LuaValue) -> Bool {
        guard let index = arrayIndex(of: number) else { return false }
        unsafe array[index] = value
        return true
    }

    /// Whether a string has a value, which is replaced.
    @inline(__always)
    func update(_ string: LuaString, _ value: LuaValue) -> Bool {
        let index = node(of: string)
        guard index >= 0, unsafe !nodes[index].value.isNil else { return false }
        unsafe nodes[index].value = value
        absentEvents = 0
        return true
    }

    /// Adds a key that has no node and is not in the array part.
    func insert(_ key: LuaValue, _ value: LuaValue) throws(LuaFailure) {
        // Lua makes the node even for nil, and so may grow the table for it; the order of later keys depends
        // on that.
        guard nodeCount > 0 else { return try grow(for: key, value) }
        let place = position(of: key)
        if unsafe nodes[place].value.isNil {
            unsafe nodes[place].key = key
            unsafe nodes[place].value = value
            return
        }
        guard let free = takeFreeNode() else { return try grow(for: key, value) }
        let owner = unsafe position(of: nodes[place].key)
        if owner != place {
            move(from: place, to: free, chainFrom: owner)
            unsafe nodes[place] = TableNode(key: key, value: value, next: 0)
        } else {
            let next = unsafe nodes[place].next
            let link = next == 0 ? 0 : Int32(truncatingIfNeeded: place &+ Int(next) &- free)
            unsafe nodes[free] = TableNode(key: key, value: value, next: link)
            unsafe nodes[place].next = Int32(truncatingIfNeeded: free &- place)
        }
    }

    /// Moves a node that is not where its search begins, and mends the chain that leads to it.
    private func move(from place: Int, to free: Int, chainFrom owner: Int) {
        var previous = owner
        while unsafe previous &+ Int(nodes[previous].next) != place {
            unsafe previous &+= Int(nodes[previous].next)
        }
        unsafe nodes[previous].next = Int32(truncatingIfNeeded: free &- previous)
        var moved = unsafe nodes[place]
        if moved.next != 0 { moved.next = Int32(truncatingIfNeeded: place &+ Int(moved.next) &- free) }
        unsafe nodes[free] = moved
    }

    /// The next node, downwards, that never held a key.
    private func takeFreeNode() -> Int? {
        while lastFree > 0 {
            lastFree &-= 1
            if unsafe nodes[lastFree].key.isNil { return lastFree }
        }
        return nil
    }
}
