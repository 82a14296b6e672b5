// bit: operations on 32 bits. A number's bits are those of its whole part modulo 2^32, and results are signed.

/// The library `bit`.
enum BitLibrary {
    static func makeModule(in state: LuaState) throws(LuaFailure) -> LuaTable {
        let module = state.makeTable()
        try addConversions(to: module, in: state)
        try addFold("band", to: module, in: state) { $0 & $1 }
        try addFold("bor", to: module, in: state) { $0 | $1 }
        try addFold("bxor", to: module, in: state) { $0 ^ $1 }
        try addShifts(to: module, in: state)
        return module
    }

    private static func addConversions(to module: LuaTable, in state: LuaState) throws(LuaFailure) {
        try module.add("tobit", in: state) { (_, arguments) throws(LuaFailure) in
            result(try bits(arguments, 0))
        }
        try module.add("bnot", in: state) { (_, arguments) throws(LuaFailure) in
            result(~(try bits(arguments, 0)))
        }
        try module.add("bswap", in: state) { (_, arguments) throws(LuaFailure) in
            result(try bits(arguments, 0).byteSwapped)
        }
        try module.add("tohex", in: state) { (_, arguments) throws(LuaFailure) in
            let value = try bits(arguments, 0)
            let width = arguments.isAbsent(1) ? 8 : Int32(bitPattern: try bits(arguments, 1))
            return .one(.string(hexadecimal(value, width: width)))
        }
    }

    private static func addShifts(to module: LuaTable, in state: LuaState) throws(LuaFailure) {
        try addShift("lshift", to: module, in: state) { $0 &<< $1 }
        try addShift("rshift", to: module, in: state) { $0 &>> $1 }
        try addShift("arshift", to: module, in: state) {
            UInt32(bitPattern: Int32(bitPattern: $0) &>> Int32(bitPattern: $1))
        }
        try addShift("rol", to: module, in: state) { $0 &<< $1 | $0 &>> (32 &- $1) }
        try addShift("ror", to: module, in: state) { $0 &>> $1 | $0 &<< (32 &- $1) }
    }

    /// Adds a function that combines all of its arguments.
    private static func addFold(
        _ name: String, to module: LuaTable, in state: LuaState,
        _ combine: @escaping (UInt32, UInt32) -> UInt32
    ) throws(LuaFailure) {
        try module.add(name, in: state) { (_, arguments) throws(LuaFailure) in
            var value = try bits(arguments, 0)
            // The last comes first; it matters for which of two bad arguments is named.
            for index in stride(from: arguments.count - 1, to: 0, by: -1) {
                value = combine(value, try bits(arguments, index))
            }
            return result(value)
        }
    }

    /// Adds a function of a value and of a distance, of which five bits count.
    private static func addShift(
        _ name: String, to module: LuaTable, in state: LuaState,
        _ shift: @escaping (UInt32, UInt32) -> UInt32
    ) throws(LuaFailure) {
        try module.add(name, in: state) { (_, arguments) throws(LuaFailure) in
            let value = try bits(arguments, 0)
            return result(shift(value, try bits(arguments, 1) & 31))
        }
    }

    /// The bits of an argument. The sum pushes the whole part, rounded, into the low bits of the double.
    private static func bits(_ arguments: LuaArguments, _ index: Int) throws(LuaFailure) -> UInt32 {
        UInt32(truncatingIfNeeded: (try arguments.number(index) + 6_755_399_441_055_744).bitPattern)
    }

    private static func result(_ bits: UInt32) -> LuaResults {
        .one(.number(Double(Int32(bitPattern: bits))))
    }

    /// The last digits of a value in base 16, at most eight; a width below zero asks for capitals.
    private static func hexadecimal(_ bits: UInt32, width: Int32) -> [UInt8] {
        let digits = Array((width < 0 ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        let count = Int(min(width.magnitude, 8))
        return (0..<count).map { place in digits[Int(bits &>> UInt32(4 * (count - 1 - place)) & 15)] }
    }
}
