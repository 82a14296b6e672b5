// The functions of cjson that change a setting. Each takes the new value, or none to leave it, and returns what holds.

extension JSONLibrary {
    static func addSettings(
        _ settings: JSONSettings, to module: LuaTable, in state: LuaState
    ) throws(LuaFailure) {
        try addSparse(settings, to: module, in: state)
        try addNumber("encode_max_depth", \.encodeDepthMax, of: settings, to: module, in: state)
        try addNumber("decode_max_depth", \.decodeDepthMax, of: settings, to: module, in: state)
        try addNumber("encode_number_precision", \.precision, upTo: 14, of: settings, to: module, in: state)
        try addSwitch("encode_keep_buffer", \.keepsBuffer, of: settings, to: module, in: state)
        try addSwitch("decode_invalid_numbers", \.decodesInvalidNumbers, of: settings, to: module, in: state)
        try addInvalidNumbers(settings, to: module, in: state)
    }

    private static func addSparse(
        _ settings: JSONSettings, to module: LuaTable, in state: LuaState
    ) throws(LuaFailure) {
        try module.add("encode_sparse_array", in: state) { (_, arguments) throws(LuaFailure) in
            try limit(arguments, to: 3)
            if let value = try option(arguments, ["off", "on"]) {
                settings.convertsSparseArrays = value == 1
            }
            if let value = try number(arguments, 1, 0...Int32.max) { settings.sparseRatio = value }
            if let value = try number(arguments, 2, 0...Int32.max) { settings.sparseSafe = value }
            return .many([
                .boolean(settings.convertsSparseArrays), .number(Double(settings.sparseRatio)),
                .number(Double(settings.sparseSafe)),
            ])
        }
    }

    private static func addNumber(
        _ name: String, _ setting: ReferenceWritableKeyPath<JSONSettings, Int32>, upTo maximum: Int32 = .max,
        of settings: JSONSettings, to module: LuaTable, in state: LuaState
    ) throws(LuaFailure) {
        try module.add(name, in: state) { (_, arguments) throws(LuaFailure) in
            try limit(arguments, to: 1)
            if let value = try number(arguments, 0, 1...maximum) { settings[keyPath: setting] = value }
            return .one(.number(Double(settings[keyPath: setting])))
        }
    }

    private static func addSwitch(
        _ name: String, _ setting: ReferenceWritableKeyPath<JSONSettings, Bool>,
        of settings: JSONSettings, to module: LuaTable, in state: LuaState
    ) throws(LuaFailure) {
        try module.add(name, in: state) { (_, arguments) throws(LuaFailure) in
            try limit(arguments, to: 1)
            if let value = try option(arguments, ["off", "on"]) { settings[keyPath: setting] = value == 1 }
            return .one(.boolean(settings[keyPath: setting]))
        }
    }

    private static func addInvalidNumbers(
        _ settings: JSONSettings, to module: LuaTable, in state: LuaState
    ) throws(LuaFailure) {
        try module.add("encode_invalid_numbers", in: state) { (_, arguments) throws(LuaFailure) in
            try limit(arguments, to: 1)
            if let value = try option(arguments, ["off", "on", "null"]) {
                settings.encodesInvalidNumbers = JSONSettings.InvalidNumbers(rawValue: value) ?? .refused
            }
            switch settings.encodesInvalidNumbers {
            case .refused: return .one(.boolean(false))
            case .spelled: return .one(.boolean(true))
            case .null: return .one(.string("null"))
            }
        }
    }

    private static func limit(_ arguments: LuaArguments, to count: Int) throws(LuaFailure) {
        guard arguments.count <= count else { throw arguments.failure(count, "found too many arguments") }
    }

    /// A whole number of a range; nil when none is given. The first argument is blamed for any.
    private static func number(
        _ arguments: LuaArguments, _ index: Int, _ range: ClosedRange<Int32>
    ) throws(LuaFailure) -> Int32? {
        guard let given = try arguments.optionalInteger(index) else { return nil }
        let value = Int32(truncatingIfNeeded: given)
        guard range.contains(value) else {
            let expected = "expected integer between \(range.lowerBound) and \(range.upperBound)"
            throw arguments.failure(0, expected)
        }
        return value
    }

    /// Which of `words` the first argument is, or whether it is true; nil when none is given.
    private static func option(_ arguments: LuaArguments, _ words: [String]) throws(LuaFailure) -> Int? {
        switch arguments[0] {
        case .nil: return nil
        case .boolean(let value): return value ? 1 : 0
        default:
            let word = try arguments.string(0).cText
            guard let index = words.firstIndex(of: word) else {
                throw arguments.failure(0, "invalid option '\(word)'")
            }
            return index
        }
    }
}
