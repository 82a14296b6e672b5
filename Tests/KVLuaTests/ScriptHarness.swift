// How the tests run scripts: as Redis does, with its guarded globals where the expected results come from it.

import Foundation

@testable import KVLua

enum Script {
    /// A state with globals guarded as in Redis.
    static func guardedState() throws -> LuaState {
        let state = LuaState()
        let guardian = state.makeTable()
        let refuse: NativeBody = { state, given throws(LuaFailure) in
            let name = try given.string(1).text
            throw state.failure("Script attempted to access nonexistent global variable '\(name)'")
        }
        try guardian.set("__index", .function(state.makeFunction(named: "guard", refuse)))
        try state.globals.set("os", .nil)
        state.globals.metatable = guardian
        return state
    }

    static func lockGlobals(of state: LuaState) {
        state.globals.isReadOnly = true
        for name in ["string", "math", "table", "coroutine"] { state.globals[name].table?.isReadOnly = true }
    }

    /// Runs a script to its end, in slices.
    static func run(_ source: [UInt8], in state: LuaState, slice: Int = 100_000) throws -> [LuaValue] {
        let run = state.run(try state.compile(source, chunkName: "@user_script"), [])
        while true {
            switch run.resume(instructions: slice) {
            case .finished(let values): return values
            case .failed(let failure): throw failure
            case .suspended: continue
            }
        }
    }

    /// The first result of a script as text.
    static func result(_ source: String, in state: LuaState = LuaState()) -> String {
        do {
            return text(try run(Array(source.utf8), in: state).first ?? .nil)
        } catch let failure as LuaFailure {
            return "error: " + failure.text
        } catch {
            return "\(error)"
        }
    }

    static func text(_ value: LuaValue) -> String {
        NumberText.bytes(of: value).map { String(decoding: $0, as: UTF8.self) } ?? "\(value.typeName)"
    }
}
