// Finding a key in a table. The kinds of keys that scripts use most, strings and whole numbers, have ways of
// their own.

extension LuaTable {
    /// The node where the search for a string begins.
    @inline(__always)
    func position(of string: LuaString) -> Int { Int(string.hash) & (nodeCount &- 1) }

    /// The node where the search for a number begins; zero of both signs is one key.
    @inline(__always)
    func position(of number: Double) -> Int {
        guard number != 0 else { return 0 }
        let bits = number.bitPattern
        return remainder(UInt32(truncatingIfNeeded: bits) &+ UInt32(truncatingIfNeeded: bits >> 32))
    }

    @inline(__always)
    private func remainder(_ hash: UInt32) -> Int {
        Int(hash % (UInt32(truncatingIfNeeded: nodeCount &- 1) | 1))
    }

    /// The node where the search for a key begins; the hash part is not empty.
    func position(of key: LuaValue) -> Int {
        switch key {
        case .nil: 0
        case .boolean(let value): (value ? 1 : 0) & (nodeCount &- 1)
        case .number(let number): position(of: number)
        case .string(let string): position(of: string)
        case .table(let table): remainder(UInt32(truncatingIfNeeded: table.serial))
        case .function(let function): remainder(UInt32(truncatingIfNeeded: function.serial))
        case .thread(let thread): remainder(UInt32(truncatingIfNeeded: thread.serial))
        case .pointer(let pointer): remainder(UInt32(truncatingIfNeeded: pointer))
        }
    }

    /// The node of a string, or -1.
    @inline(__always)
    func node(of string: LuaString) -> Int {
        guard nodeCount > 0 else { return -1 }
        var index = position(of: string)
        while true {
            if case .string(let key) = unsafe nodes[index].key, key == string { return index }
            let next = unsafe Int(nodes[index].next)
            if next == 0 { return -1 }
            index &+= next
        }
    }

    /// The node of a number, or -1.
    func node(of number: Double) -> Int {
        guard nodeCount > 0 else { return -1 }
        var index = position(of: number)
        while true {
            if case .number(let key) = unsafe nodes[index].key, key == number { return index }
            let next = unsafe Int(nodes[index].next)
            if next == 0 { return -1 }
            index &+= next
        }
    }

    /// The node of any key, or -1.
    func node(of key: LuaValue) -> Int {
        guard nodeCount > 0 else { return -1 }
        var index = position(of: key)
        while true {
            if unsafe nodes[index].key == key { return index }
            let next = unsafe Int(nodes[index].next)
            if next == 0 { return -1 }
            index &+= next
        }
    }

    @inline(__always)
    func value(at string: LuaString) -> LuaValue {
        let index = node(of: string)
        return index < 0 ? .nil : unsafe nodes[index].value
    }

    @inline(__always)
    func value(at number: Double) -> LuaValue {
        if let index = arrayIndex(of: number) { return unsafe array[index] }
        let index = node(of: number)
        return index < 0 ? .nil : unsafe nodes[index].value
    }

    /// The place in the array part of the element with a number; nil when it is not there.
    @inline(__always)
    func arrayIndex(of number: Double) -> Int? {
        guard number >= 1, number <= Double(arraySize) else { return nil }
        let index = Int(number)
        return Double(index) == number ? index &- 1 : nil
    }

    /// The value of a key, nil when it has none. No metamethod is asked.
    package subscript(key: LuaValue) -> LuaValue {
        switch key {
        case .nil: return .nil
        case .string(let string): return value(at: string)
        case .number(let number): return value(at: number)
        default:
            let index = node(of: key)
            return index < 0 ? .nil : unsafe nodes[index].value
        }
    }

    /// The value of a whole number.
    package subscript(key: Int) -> LuaValue { value(at: Double(key)) }

    /// The value of a string.
    package subscript(key: String) -> LuaValue { value(at: LuaString(key)) }
}
