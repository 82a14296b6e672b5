// What Lua's operators do with two numbers.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Arithmetic on numbers.
enum Arithmetic {
    @inline(__always)
    static func modulo(_ left: Double, _ right: Double) -> Double {
        left - (left / right).rounded(.down) * right
    }

    static func power(_ left: Double, _ right: Double) -> Double { pow(left, right) }

    static func compute(_ opcode: Opcode, _ left: Double, _ right: Double) -> Double {
        switch opcode {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        case .modulo: modulo(left, right)
        case .power: power(left, right)
        case .negate: -left
        default: .nan
        }
    }
}
