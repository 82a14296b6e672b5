// The functions of the string library that take patterns.

extension Strings {
    static var matching: [(String, NativeBody)] {
        [
            ("find", { state, given throws(LuaFailure) in try search(state, given, isFind: true) }),
            ("match", { state, given throws(LuaFailure) in try search(state, given, isFind: false) }),
            ("gmatch", gmatch), ("gfind", gmatch), ("gsub", gsub),
        ]
    }

    private static func search(
        _ state: LuaState, _ given: LuaArguments, isFind: Bool
    ) throws(LuaFailure) -> LuaResults {
        let (source, text) = (try given.string(0).bytes, try given.string(1).bytes)
        var start = absolute(try given.optionalInteger(2) ?? 1, source.count) - 1
        start = min(max(start, 0), source.count)
        if isFind, given[3].isTruthy || !hasSpecials(text) {
            guard let found = find(text, in: source, from: start) else { return .one(.nil) }
            return .many([.number(Double(found + 1)), .number(Double(found + text.count))])
        }
        var pattern = Pattern(state, source: source, pattern: text)
        let isAnchored = pattern.pattern.first == UInt8(ascii: "^")
        repeat {
            if let end = try pattern.match(at: start, from: isAnchored ? 1 : 0) {
                guard isFind else { return .many(try pattern.values(start, end, wholeIfNone: true)) }
                return .many(
                    [.number(Double(start + 1)), .number(Double(end))]
                        + (try pattern.values(start, end, wholeIfNone: false)))
            }
            start += 1
        } while start <= source.count && !isAnchored
        return .one(.nil)
    }

    private static func hasSpecials(_ pattern: [UInt8]) -> Bool {
        let specials = Array("^$*+?.([%-".utf8)
        return pattern.prefix { $0 != 0 }.contains { specials.contains($0) }
    }

    /// The first place of some bytes in others.
    private static func find(_ text: [UInt8], in source: [UInt8], from start: Int) -> Int? {
        guard let first = text.first else { return start }
        guard source.count - start >= text.count else { return nil }
        for place in start...(source.count - text.count) where source[place] == first {
            var index = 1
            while index < text.count, source[place + index] == text[index] { index += 1 }
            if index == text.count { return place }
        }
        return nil
    }

    private static func gmatch(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let (source, text) = (try given.string(0).bytes, try given.string(1).bytes)
        var start = 0
        let next = state.makeFunction(named: "gmatch") { state, _ throws(LuaFailure) in
            var pattern = Pattern(state, source: source, pattern: text)
            while start <= source.count {
                if let end = try pattern.match(at: start, from: 0) {
                    let begin = start
                    start = end == begin ? end + 1 : end
                    return .many(try pattern.values(begin, end, wholeIfNone: true))
                }
                start += 1
            }
            return .none
        }
        return .one(.function(next))
    }

    private static func gsub(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let (source, text) = (try given.string(0).bytes, try given.string(1).bytes)
        // Lua looks at the fourth argument before the third.
        let most = Base.clamp(try given.optionalInteger(3) ?? source.count + 1)
        switch given[2] {
        case .number, .string, .function, .table: break
        default: throw given.failure(2, "string/function/table expected")
        }
        var pattern = Pattern(state, source: source, pattern: text)
        let isAnchored = pattern.pattern.first == UInt8(ascii: "^")
        var result: [UInt8] = []
        var (position, count) = (0, 0)
        while count < most {
            let end = try pattern.match(at: position, from: isAnchored ? 1 : 0)
            if let end {
                count += 1
                result += try replacement(state, given[2], pattern, position, end)
                try state.heap.meter.require(result.count)
            }
            if let end, end > position {
                position = end
            } else if position < source.count {
                result.append(source[position])
                position += 1
            } else {
                break
            }
            if isAnchored { break }
        }
        if position < source.count { result += source[position...] }
        return .many([.string(try state.makeString(result)), .number(Double(count))])
    }

    /// What takes the place of a match.
    private static func replacement(
        _ state: LuaState, _ given: LuaValue, _ pattern: Pattern, _ start: Int, _ end: Int
    ) throws(LuaFailure) -> [UInt8] {
        let value: LuaValue
        switch given {
        case .function:
            let arguments = try pattern.values(start, end, wholeIfNone: true)
            value = try state.callNested(given, arguments).first ?? .nil
        case .table:
            let key = try pattern.value(0, start, end)
            value = try state.index(given, key)
        default: return try expand(NumberText.bytes(of: given) ?? [], pattern, start, end)
        }
        switch value {
        case .nil, .boolean(false): return Array(pattern.source[start..<end])
        default: break
        }
        guard let bytes = NumberText.bytes(of: value) else {
            throw state.failure("invalid replacement value (a \(value.typeName))")
        }
        return bytes
    }

    /// A replacement with its references to captures put in.
    private static func expand(
        _ text: [UInt8], _ pattern: Pattern, _ start: Int, _ end: Int
    ) throws(LuaFailure) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            var byte = text[index]
            index += 1
            guard byte == Pattern.escape else {
                result.append(byte)
                continue
            }
            byte = index < text.count ? text[index] : 0
            index += 1
            if !byte.isDigit {
                result.append(byte)
            } else if byte == 48 {
                result += pattern.source[start..<end]
            } else {
                result += NumberText.bytes(of: try pattern.value(Int(byte) - 49, start, end)) ?? []
            }
        }
        return result
    }
}

extension Pattern {
    /// All captures; the whole match if there are none, when that is wanted.
    func values(_ start: Int, _ end: Int, wholeIfNone: Bool) throws(LuaFailure) -> [LuaValue] {
        let count = captures.isEmpty && wholeIfNone ? 1 : captures.count
        var values: [LuaValue] = []
        for index in 0..<count { values.append(try value(index, start, end)) }
        return values
    }

    /// One capture; the first is the whole match when there are none.
    func value(_ index: Int, _ start: Int, _ end: Int) throws(LuaFailure) -> LuaValue {
        guard index < captures.count else {
            guard index == 0 else { throw state.failure("invalid capture index") }
            return .string(try state.makeString(Array(source[start..<end])))
        }
        let capture = captures[index]
        switch capture.extent {
        case .open: throw state.failure("unfinished capture")
        case .position: return .number(Double(capture.start + 1))
        case .closed(let count):
            return .string(try state.makeString(Array(source[capture.start..<(capture.start + count)])))
        }
    }
}
