// What code that is loaded says of a function that it registers.

import KVLua
import RESP

/// The arguments of redis.register_function.
struct FunctionRequest {
    /// What is wrong with them.
    struct Mistake: Error {
        let text: String
    }

    private(set) var name: [UInt8]
    private(set) var callback: LuaFunction
    private(set) var description: [UInt8]?
    private(set) var flags: ScriptFlags = []

    init(_ arguments: LuaArguments) throws(Mistake) {
        guard 1...2 ~= arguments.count else {
            throw Mistake(text: "wrong number of arguments to redis.register_function")
        }
        guard arguments.count == 2 else {
            self = try FunctionRequest(named: arguments[0])
            return
        }
        guard let name = arguments.text(0) else {
            throw Mistake(text: "first argument to redis.register_function must be a string")
        }
        guard case .function(let callback) = arguments[1] else {
            throw Mistake(text: "second argument to redis.register_function must be a function")
        }
        (self.name, self.callback) = (name, callback)
    }

    /// Reads a table of named arguments, in the table's order.
    private init(named arguments: LuaValue) throws(Mistake) {
        guard let table = arguments.table else {
            throw Mistake(
                text: """
                    calling redis.register_function with a single argument is only applicable to Lua table \
                    (representing named arguments).
                    """)
        }
        var (name, callback): ([UInt8]?, LuaFunction?) = (nil, nil)
        var key = LuaValue.nil
        while let pair = table.pair(after: key) {
            key = pair.key
            guard let word = FunctionRequest.text(pair.key) else {
                throw Mistake(text: "named argument key given to redis.register_function is not a string")
            }
            switch String(decoding: word.beforeNUL.lowercasedASCII, as: UTF8.self) {
            case "function_name": name = try FunctionRequest.string(pair.value, "function_name")
            case "description": description = try FunctionRequest.string(pair.value, "description")
            case "callback":
                guard case .function(let function) = pair.value else {
                    throw Mistake(
                        text: "callback argument given to redis.register_function must be a function")
                }
                callback = function
            case "flags": flags = try FunctionRequest.flags(pair.value)
            default: throw Mistake(text: "unknown argument given to redis.register_function")
            }
        }
        guard let name else {
            throw Mistake(text: "redis.register_function must get a function name argument")
        }
        guard let callback else {
            throw Mistake(text: "redis.register_function must get a callback argument")
        }
        (self.name, self.callback) = (name, callback)
    }

    private static func string(_ value: LuaValue, _ name: String) throws(Mistake) -> [UInt8] {
        guard let text = text(value) else {
            throw Mistake(text: "\(name) argument given to redis.register_function must be a string")
        }
        return text
    }

    private static func flags(_ value: LuaValue) throws(Mistake) -> ScriptFlags {
        guard let list = value.table else {
            throw Mistake(
                text: "flags argument to redis.register_function must be a table representing function flags")
        }
        var (flags, index) = (ScriptFlags(), 1)
        while !list[index].isNil {
            guard let word = text(list[index])?.beforeNUL,
                let flag = word.withByteView({ ScriptFlags.named($0, ignoringCase: true) })
            else { throw Mistake(text: "unknown flag given") }
            flags.insert(flag)
            index += 1
        }
        return flags
    }

    private static func text(_ value: LuaValue) -> [UInt8]? {
        switch value {
        case .string(let string): string.bytes
        case .number(let number): NumberText.bytes(of: number)
        default: nil
        }
    }
}
