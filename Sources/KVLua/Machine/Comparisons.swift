// Equality and order of any two values.

extension LuaState {
    func isEqual(_ left: LuaValue, _ right: LuaValue) throws(LuaFailure) -> Bool {
        guard case .table(let first) = left, case .table(let second) = right, first !== second else {
            return left == right
        }
        guard let firstMeta = first.metatable, let secondMeta = second.metatable else { return false }
        let handler = handler(firstMeta, .eq)
        guard !handler.isNil, handler == self.handler(secondMeta, .eq) else { return false }
        return try callMetamethod(handler, [left, right]).isTruthy
    }

    func isLess(_ left: LuaValue, _ right: LuaValue) throws(LuaFailure) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): return left < right
        case (.string(let left), .string(let right)): return left.bytes.precedes(right.bytes)
        default: break
        }
        if let result = try ordered(.lt, left, right) { return result }
        throw orderError(left, right)
    }

    func isLessOrEqual(_ left: LuaValue, _ right: LuaValue) throws(LuaFailure) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): return left <= right
        case (.string(let left), .string(let right)): return !right.bytes.precedes(left.bytes)
        default: break
        }
        if let result = try ordered(.le, left, right) { return result }
        if let result = try ordered(.lt, right, left) { return !result }
        throw orderError(left, right)
    }

    /// What the metamethod says that both values have in common, if they do.
    private func ordered(_ event: Event, _ left: LuaValue, _ right: LuaValue) throws(LuaFailure) -> Bool? {
        guard case .table(let first) = left, case .table(let second) = right else { return nil }
        guard let firstMeta = first.metatable, let secondMeta = second.metatable else { return nil }
        let handler = handler(firstMeta, event)
        guard !handler.isNil, handler == self.handler(secondMeta, event) else { return nil }
        return try callMetamethod(handler, [left, right]).isTruthy
    }

    private func orderError(_ left: LuaValue, _ right: LuaValue) -> LuaFailure {
        let (first, second) = (left.typeName, right.typeName)
        if first == second { return runError("attempt to compare two \(first) values") }
        return runError("attempt to compare \(first) with \(second)")
    }
}

extension [UInt8] {
    /// Whether it comes before other bytes.
    func precedes(_ other: [UInt8]) -> Bool {
        let common = Swift.min(count, other.count)
        for index in 0..<common where self[index] != other[index] { return self[index] < other[index] }
        return count < other.count
    }
}
