// The table library. It reads and writes tables without metamethods.

extension LuaState {
    func openTables() throws(LuaFailure) {
        let library = try makeLibrary(Tables.order) { functions throws(LuaFailure) in
            try register(Tables.functions, in: functions)
        }
        try globals.set("table", .table(library))
    }
}

/// The table library.
enum Tables {
    static let order = "concat foreach foreachi getn maxn insert remove setn sort"

    static var functions: [(String, NativeBody)] {
        [
            ("concat", concat), ("insert", insert), ("remove", remove), ("sort", TableSort.sort),
            ("maxn", maxn), ("foreach", foreach), ("foreachi", foreachi),
            ("getn", { _, given throws(LuaFailure) in .one(.number(Double(try given.table(0).length))) }),
            (
                "setn",
                { state, given throws(LuaFailure) in
                    _ = try given.table(0)
                    throw state.failure("'setn' is obsolete")
                }
            ),
        ]
    }

    private static func concat(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let separator = try given.optionalString(1)?.bytes ?? []
        let table = try given.table(0)
        let first = Base.clamp(try given.optionalInteger(2) ?? 1)
        let last = Base.clamp(try given.optionalInteger(3) ?? table.length)
        guard first <= last else { return .one(.string(LuaString([]))) }
        var result: [UInt8] = []
        for index in first...last {
            let value = table[index]
            guard let bytes = NumberText.bytes(of: value) else {
                throw state.failure(
                    "invalid value (\(value.typeName)) at index \(index) in table for 'concat'")
            }
            result += bytes
            if index < last { result += separator }
            if index & 0xFF == 0 { try state.heap.meter.require(result.count) }
        }
        return .one(.string(try state.makeString(result)))
    }

    private static func insert(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        var end = table.length + 1
        switch given.count {
        case 2: try table.set(end, given[1])
        case 3:
            let position = Base.clamp(try given.integer(1))
            end = max(end, position)
            var index = end
            while index > position {
                try table.set(index, table[index - 1])
                index -= 1
                if index & 0xFFFFF == 0 { try state.checkHost() }
            }
            try table.set(position, given[2])
        default: throw state.failure("wrong number of arguments to 'insert'")
        }
        return .none
    }

    private static func remove(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        let end = table.length
        let position = Base.clamp(try given.optionalInteger(1) ?? end)
        guard position >= 1, position <= end else { return .none }
        let removed = table[position]
        for index in position..<end { try table.set(index, table[index + 1]) }
        try table.set(end, .nil)
        return .one(removed)
    }

    private static func maxn(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        var most = 0.0
        var key = LuaValue.nil
        while let next = try table.next(after: key) {
            key = next.key
            if case .number(let number) = key, number > most { most = number }
        }
        return .one(.number(most))
    }

    private static func foreach(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        let function = LuaValue.function(try given.function(1))
        var key = LuaValue.nil
        while let next = try table.next(after: key) {
            key = next.key
            let result = try state.callNested(function, [key, next.value]).first ?? .nil
            if !result.isNil { return .one(result) }
        }
        return .none
    }

    private static func foreachi(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        let count = table.length
        let function = LuaValue.function(try given.function(1))
        guard count > 0 else { return .none }
        for index in 1...count {
            let arguments: [LuaValue] = [.number(Double(index)), table[index]]
            let result = try state.callNested(function, arguments).first ?? .nil
            if !result.isNil { return .one(result) }
        }
        return .none
    }
}
