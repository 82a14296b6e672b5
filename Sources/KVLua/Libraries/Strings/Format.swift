// `string.format`. Numbers go through the C library, which also defines what flags and widths mean.

/// One specification of a format.
private struct Specification {
    /// From % to the flags, width and precision; the letter is not in it.
    var text: [UInt8] = [Pattern.escape]
    var letter: UInt8 = 0
    var hasPrecision = false
}

/// Formatted output.
enum Format {
    static func format(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let format = try given.string(0).bytes
        var result: [UInt8] = []
        var position = 0
        var argument = 0
        while position < format.count {
            let byte = format[position]
            position += 1
            guard byte == Pattern.escape else {
                result.append(byte)
                continue
            }
            if position < format.count, format[position] == Pattern.escape {
                result.append(byte)
                position += 1
                continue
            }
            argument += 1
            guard argument < given.count else { throw given.failure(argument, "no value") }
            let specification = try read(state, format, &position)
            result += try item(state, specification, given, argument)
            try state.heap.meter.require(result.count)
        }
        return .one(.string(try state.makeString(result)))
    }

    private static func read(
        _ state: LuaState, _ format: [UInt8], _ position: inout Int
    ) throws(LuaFailure) -> Specification {
        func current() -> UInt8 { position < format.count ? format[position] : 0 }
        var result = Specification()
        func take() {
            result.text.append(current())
            position += 1
        }
        let start = position
        while Array("-+ #0".utf8).contains(current()) { take() }
        guard position - start < 6 else { throw state.failure("invalid format (repeated flags)") }
        if current().isDigit { take() }
        if current().isDigit { take() }
        if current() == UInt8(ascii: ".") {
            result.hasPrecision = true
            take()
            if current().isDigit { take() }
            if current().isDigit { take() }
        }
        guard !current().isDigit else {
            throw state.failure("invalid format (width or precision too long)")
        }
        result.letter = current()
        position += 1
        return result
    }

    private static func item(
        _ state: LuaState, _ specification: Specification, _ given: LuaArguments, _ argument: Int
    ) throws(LuaFailure) -> [UInt8] {
        switch specification.letter {
        case UInt8(ascii: "c"):
            let value = Int32(truncatingIfNeeded: try given.integer(argument))
            return upToZero(print(value, specification))
        case UInt8(ascii: "d"), UInt8(ascii: "i"):
            return print(try given.integer(argument), specification, prefix: "ll")
        case UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "X"):
            let number = try given.number(argument)
            let value =
                number >= 0x1p63 && number < 0x1p64
                ? Int(bitPattern: UInt(number)) : NumberText.integer(number)
            return print(value, specification, prefix: "ll")
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "G"):
            return print(try given.number(argument), specification)
        case UInt8(ascii: "q"): return quoted(try given.string(argument).bytes)
        case UInt8(ascii: "s"):
            let bytes = try given.string(argument).bytes
            if !specification.hasPrecision, bytes.count >= 100 { return bytes }
            return padded(upToZero(bytes), specification)
        default:
            let letter = specification.letter == 0 ? [] : [specification.letter]
            throw state.failure(
                Array("invalid option '%".utf8) + letter + Array("' to 'format'".utf8))
        }
    }

    private static func print(
        _ value: any CVarArg, _ specification: Specification, prefix: String = ""
    ) -> [UInt8] {
        let format = specification.text + Array(prefix.utf8) + [specification.letter]
        return CNumberText.bytes(of: value, format: String(decoding: format, as: UTF8.self))
    }

    private static func upToZero(_ bytes: [UInt8]) -> [UInt8] {
        bytes.contains(0) ? Array(bytes.prefix { $0 != 0 }) : bytes
    }

    /// A string cut to the precision and padded to the width.
    private static func padded(_ bytes: [UInt8], _ specification: Specification) -> [UInt8] {
        let parts = specification.text.dropFirst().split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let flags = parts[0].prefix { !$0.isDigit || $0 == 48 }
        let width = number(parts[0].dropFirst(flags.count))
        let text = parts.count > 1 ? Array(bytes.prefix(number(parts[1]))) : bytes
        let padding = [UInt8](repeating: 32, count: max(width - text.count, 0))
        return flags.contains(UInt8(ascii: "-")) ? text + padding : padding + text
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    /// A string as Lua could read it again.
    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [34]
        for byte in bytes {
            switch byte {
            case 34, 92, 10: result += [92, byte]
            case 13: result += Array("\\r".utf8)
            case 0: result += Array("\\000".utf8)
            default: result.append(byte)
            }
        }
        return result + [34]
    }
}
