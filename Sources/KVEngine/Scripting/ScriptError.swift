// An error that nobody in a script has caught, as the reply: its text, the script, and where it was raised.

import KVLua
import RESP

/// How a script has failed.
struct ScriptError {
    let reply: RedisError
    /// Whether statistics have it already, from the command that has failed.
    let isCounted: Bool

    init(_ failure: LuaFailure, of run: ScriptRun) {
        var text: [UInt8]
        var (source, line) = (failure.source, failure.line.map(String.init))
        text = ScriptError.message(of: failure, in: run.interpreter.state)
        if let table = failure.value.table {
            // What it was thrown with counts where the place is not known.
            source = source ?? ScriptError.text(table["source"]).map { String(decoding: $0, as: UTF8.self) }
            line = line ?? ScriptError.text(table["line"]).map { String(decoding: $0, as: UTF8.self) }
            isCounted = table["ignore_error_stats_update"] == .boolean(true)
        } else {
            isCounted = false
        }
        if let source, let line {
            text += Array(" script: ".utf8) + run.name + Array(", on \(source):\(line).".utf8)
        }
        while let last = text.last, last == 13 || last == 10 { text.removeLast() }
        reply = RedisError(bytes: text)
    }

    /// The text of an error, with a code in front.
    static func message(of failure: LuaFailure, in state: LuaState) -> [UInt8] {
        guard let table = failure.value.table else {
            return Array("ERR ".utf8) + state.spelling(of: failure.value)
        }
        return text(table["err"]) ?? Array("ERR unknown error".utf8)
    }

    private static func text(_ value: LuaValue) -> [UInt8]? {
        switch value {
        case .string(let string): string.bytes.beforeNUL
        case .number(let number): NumberText.bytes(of: number)
        default: nil
        }
    }

}

extension LuaState {
    /// A value as Lua's `tostring` spells it.
    func spelling(of value: LuaValue) -> [UInt8] {
        switch value {
        case .string(let string): return string.bytes.beforeNUL
        case .number(let number): return NumberText.bytes(of: number)
        default:
            let spelled = try? call(globals["tostring"], [value]).first
            return spelled?.bytes ?? Array(value.typeName.utf8)
        }
    }
}

extension Engine {
    /// Counts an error of a script by the code in its line.
    func countScriptError(_ line: [UInt8]) {
        let code = line.prefix(31).firstIndex(of: UInt8(ascii: " ")).map { line[..<$0] }
        countError(code: code.map { String(decoding: $0, as: UTF8.self) } ?? "ERR")
    }
}
