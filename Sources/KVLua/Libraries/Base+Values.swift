// Basic functions that turn values into others, load code, and ask about memory.

extension Base {
    static var values: [(String, NativeBody)] {
        [
            ("type", { _, given throws(LuaFailure) in .one(.string(try given.any(0).typeName)) }),
            (
                "tostring",
                { state, given throws(LuaFailure) in
                    _ = try given.any(0)
                    return .one(try state.toString(given[0]))
                }
            ),
            ("tonumber", toNumber), ("loadstring", loadString), ("load", load),
            ("collectgarbage", collectGarbage),
            ("gcinfo", { state, _ in .one(.number(Double(state.memoryInUse / 1024))) }),
        ]
    }

    private static func toNumber(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let base = clamp(try given.optionalInteger(1) ?? 10)
        if base == 10 {
            return .one(NumberText.number(of: try given.any(0)).map { .number($0) } ?? .nil)
        }
        let text = try given.string(0)
        guard base >= 2, base <= 36 else { throw given.failure(1, "base out of range") }
        guard let number = NumberText.number(in: text.bytes, base: base) else { return .one(.nil) }
        return .one(.number(number))
    }

    private static func loadString(
        _ state: LuaState, _ given: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        let source = try given.string(0)
        return state.loaded(source.bytes, name: try given.optionalString(1)?.bytes ?? source.bytes)
    }

    private static func load(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let reader = LuaValue.function(try given.function(0))
        let name = try given.optionalString(1)?.bytes ?? Array("=(load)".utf8)
        var source: [UInt8] = []
        var enough = 4096
        reading: while true {
            do throws(LuaFailure) {
                let part = try state.callNested(reader, []).first ?? .nil
                if part.isNil { break reading }
                guard let bytes = NumberText.bytes(of: part) else {
                    throw state.failure("reader function must return a string")
                }
                if bytes.isEmpty { break reading }
                try state.heap.meter.require(source.count + bytes.count)
                source += bytes
                if source.count > enough {
                    enough = source.count * 2
                    if let failed = state.failedEarly(source, name: name) { return failed }
                }
            } catch {
                if error.isFinal { throw error }
                return .many([.nil, error.value])
            }
        }
        return state.loaded(source, name: name)
    }

    private static func collectGarbage(
        _ state: LuaState, _ given: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        let options = ["stop", "restart", "collect", "count", "step", "setpause", "setstepmul"]
        let option = try given.optionalString(0)?.text ?? "collect"
        guard options.contains(option) else { throw given.failure(0, "invalid option '\(option)'") }
        _ = try given.optionalInteger(1)
        switch option {
        case "count": return .one(.number(Double(state.memoryInUse) / 1024))
        case "step": return .one(.boolean(false))
        case "setpause", "setstepmul": return .one(.number(200))
        default:
            // Most garbage is freed at once; the rest when no native function runs.
            if option == "collect" { state.collectionThreshold = 0 }
            return .one(.number(0))
        }
    }
}

extension LuaState {
    /// A compiled chunk, or nil and what is wrong with it.
    func loaded(_ source: [UInt8], name: [UInt8]) -> LuaResults {
        do throws(LuaFailure) {
            return .one(.function(try compile(source, chunkName: name)))
        } catch {
            return .many([.nil, error.value])
        }
    }

    /// What is wrong with the beginning of a chunk, if more text cannot mend it.
    func failedEarly(_ source: [UInt8], name: [UInt8]) -> LuaResults? {
        do throws(LuaFailure) {
            _ = try compile(source, chunkName: name)
            return nil
        } catch {
            return error.text.hasSuffix("near '<eof>'") ? nil : .many([.nil, error.value])
        }
    }

    /// A value as `tostring` shows it.
    func toString(_ value: LuaValue) throws(LuaFailure) -> LuaValue {
        let handler = metamethod(value, .tostring)
        if !handler.isNil { return try callNested(handler, [value]).first ?? .nil }
        switch value {
        case .nil: return .string("nil")
        case .boolean(let value): return .string(value ? "true" : "false")
        case .number(let number): return .string(try makeString(NumberText.bytes(of: number)))
        case .string: return value
        case .table(let table): return .string(address("table", table.serial))
        case .function(let function):
            return .string(
                address(function.prototype == nil ? "function: builtin" : "function", function.serial))
        case .thread(let thread): return .string(address("thread", thread.serial))
        case .pointer(let pointer): return .string(address("userdata", pointer))
        }
    }

    /// What stands for an object's address: the same in every run.
    private func address(_ kind: String, _ serial: Int) -> String {
        if kind.hasPrefix("userdata"), serial == 0 { return "userdata: (nil)" }
        let number = String(0x7f00_0000_0000 + serial * 32, radix: 16)
        return "\(kind.hasPrefix("function") ? "function" : kind): 0x\(number)"
    }
}

extension NumberText {
    /// A whole number in a base, as `strtoul` reads it, with blanks around it.
    static func number(in bytes: [UInt8], base: Int) -> Double? {
        var rest = bytes.drop(while: isSpace)
        var isNegative = false
        if let sign = rest.first, sign == 43 || sign == 45 {
            isNegative = sign == 45
            rest = rest.dropFirst()
        }
        if base == 16, rest.count > 2, rest.first == 48, rest.dropFirst().first.map({ $0 | 32 }) == 120,
            rest.dropFirst(2).first.flatMap({ digit($0, base) }) != nil
        {
            rest = rest.dropFirst(2)
        }
        var value: UInt64 = 0
        var hasOverflown = false
        var count = 0
        while let byte = rest.first, let digit = digit(byte, base) {
            let (product, first) = value.multipliedReportingOverflow(by: UInt64(base))
            let (sum, second) = product.addingReportingOverflow(UInt64(digit))
            hasOverflown = hasOverflown || first || second
            value = sum
            count += 1
            rest = rest.dropFirst()
        }
        guard count > 0, rest.allSatisfy(isSpace) else { return nil }
        if hasOverflown { return Double(UInt64.max) }
        return Double(isNegative ? 0 &- value : value)
    }

    private static func digit(_ byte: UInt8, _ base: Int) -> Int? {
        let value = byte.isDigit ? Int(byte) - 48 : byte.isLetter ? Int(byte | 32) - 87 : 99
        return value < base ? value : nil
    }
}
