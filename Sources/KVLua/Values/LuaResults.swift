// What a native function gives back.

/// The results of a native function.
package enum LuaResults {
    case none
    case one(LuaValue)
    case many([LuaValue])

    package var array: [LuaValue] {
        switch self {
        case .none: []
        case .one(let value): [value]
        case .many(let values): values
        }
    }
}
