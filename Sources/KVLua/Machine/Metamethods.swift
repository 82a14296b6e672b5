// The slow ways of the operators: through metamethods and coercions, or to an error.

extension LuaState {
    /// How many metatables an access may go through.
    private static let longestChain = 100

    /// What a metatable says of an event.
    @inline(__always)
    func handler(_ metatable: LuaTable, _ event: Event) -> LuaValue {
        let bit: UInt32 = 1 << UInt32(event.rawValue)
        if metatable.absentEvents & bit != 0 { return .nil }
        let value = metatable.value(at: names.events[event.rawValue])
        if value.isNil { metatable.absentEvents |= bit }
        return value
    }

    /// The metatable of any value.
    func metatable(of value: LuaValue) -> LuaTable? {
        switch value {
        case .table(let table): table.metatable
        case .string: stringMetatable
        default: nil
        }
    }

    func metamethod(_ value: LuaValue, _ event: Event) -> LuaValue {
        guard let metatable = metatable(of: value) else { return .nil }
        return handler(metatable, event)
    }

    /// Calls a metamethod for its first result.
    func callMetamethod(_ handler: LuaValue, _ arguments: [LuaValue]) throws(LuaFailure) -> LuaValue {
        try callNested(handler, arguments).first ?? .nil
    }

    // MARK: Elements

    /// An element of a value, `register` being where a running Lua function has the value.
    func index(
        _ object: LuaValue, _ key: LuaValue, register: Int? = nil
    ) throws(LuaFailure) -> LuaValue {
        var object = object
        var register = register
        for _ in 0..<LuaState.longestChain {
            let handler: LuaValue
            if case .table(let table) = object {
                let value = table[key]
                if !value.isNil { return value }
                guard let metatable = table.metatable else { return .nil }
                handler = self.handler(metatable, .index)
                if handler.isNil { return .nil }
            } else {
                handler = metamethod(object, .index)
                if handler.isNil { throw typeError("index", object, register: register) }
            }
            if case .function = handler { return try callMetamethod(handler, [object, key]) }
            object = handler
            register = nil
        }
        throw runError("loop in gettable")
    }

    /// Sets an element of a value.
    func setIndex(
        _ object: LuaValue, _ key: LuaValue, _ value: LuaValue, register: Int? = nil
    ) throws(LuaFailure) {
        var object = object
        var register = register
        for _ in 0..<LuaState.longestChain {
            let handler: LuaValue
            if case .table(let table) = object {
                guard let metatable = table.metatable, table[key].isNil else {
                    return try store(table, key, value)
                }
                handler = self.handler(metatable, .newindex)
                if handler.isNil { return try store(table, key, value) }
            } else {
                handler = metamethod(object, .newindex)
                if handler.isNil { throw typeError("index", object, register: register) }
            }
            if case .function = handler {
                _ = try callNested(handler, [object, key, value])
                return
            }
            object = handler
            register = nil
        }
        throw runError("loop in settable")
    }

    /// Sets a key of a table that has no metamethod for it.
    private func store(_ table: LuaTable, _ key: LuaValue, _ value: LuaValue) throws(LuaFailure) {
        do throws(LuaFailure) {
            try table.set(key, value)
        } catch {
            guard case .string(let text) = error.value, text.text != "not enough memory" else { throw error }
            throw runError(text.text)
        }
    }

    // MARK: Arithmetic and concatenation

    func arithmetic(
        _ opcode: Opcode, _ left: LuaValue, _ right: LuaValue, _ operands: (Int, Int)
    ) throws(LuaFailure) -> LuaValue {
        let first = NumberText.number(of: left)
        if let first, let second = NumberText.number(of: right) {
            return .number(Arithmetic.compute(opcode, first, second))
        }
        if let event = Event(opcode) {
            var handler = metamethod(left, event)
            if handler.isNil { handler = metamethod(right, event) }
            if !handler.isNil { return try callMetamethod(handler, [left, right]) }
        }
        throw first == nil
            ? typeError("perform arithmetic on", left, register: operands.0)
            : typeError("perform arithmetic on", right, register: operands.1)
    }

    func concat(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        sync(f)
        var index = i.c
        var result = f[index]
        while index > i.b {
            let left = f[index &- 1]
            guard NumberText.bytes(of: result) != nil, NumberText.bytes(of: left) != nil else {
                index &-= 1
                result = try concatenate(left, result, (Int(index), Int(index) &+ 1))
                continue
            }
            var parts = [NumberText.bytes(of: result) ?? []]
            while index > i.b, let bytes = NumberText.bytes(of: f[index &- 1]) {
                parts.append(bytes)
                index &-= 1
            }
            result = .string(try joined(parts.reversed()))
        }
        f[i.a] = result
    }

    private func joined(_ parts: ReversedCollection<[[UInt8]]>) throws(LuaFailure) -> LuaString {
        var count = 0
        for part in parts { count &+= part.count }
        try heap.meter.require(count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for part in parts { bytes += part }
        return LuaString(bytes, countedBy: heap.meter)
    }

    private func concatenate(
        _ left: LuaValue, _ right: LuaValue, _ registers: (Int, Int)
    ) throws(LuaFailure) -> LuaValue {
        var handler = metamethod(left, .concat)
        if handler.isNil { handler = metamethod(right, .concat) }
        if !handler.isNil { return try callMetamethod(handler, [left, right]) }
        throw NumberText.bytes(of: left) == nil
            ? typeError("concatenate", left, register: registers.0)
            : typeError("concatenate", right, register: registers.1)
    }
}
