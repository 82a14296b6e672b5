// Metamethods: what a metatable says of an operator.

/// An operation that a metatable can define.
enum Event: Int, CaseIterable {
    case index, newindex, call, eq, add, sub, mul, div, mod, pow, unm, concat, lt, le, tostring, metatable

    var name: String { "__\(self)" }

    /// The event of an arithmetic instruction.
    init?(_ opcode: Opcode) {
        switch opcode {
        case .add: self = .add
        case .subtract: self = .sub
        case .multiply: self = .mul
        case .divide: self = .div
        case .modulo: self = .mod
        case .power: self = .pow
        case .negate: self = .unm
        default: return nil
        }
    }
}

/// Strings that the machine itself looks for in tables.
struct MachineNames {
    let events: [LuaString]
    let n = LuaString("n")

    init() {
        events = Event.allCases.map { LuaString($0.name) }
    }
}
