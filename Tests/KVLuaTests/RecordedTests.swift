// Snippets with what redis-server 7.0.15 answered to them. Each runs inside a function that shows all its results,
// or its error, as one text; the same function made the recording.

import Foundation
import Testing

@testable import KVLua

@Suite struct RecordedTests {
    @Test(arguments: ["errors", "syntax", "language", "order", "random"])
    func `every recorded snippet has the recorded result`(name: String) throws {
        let snippets = try Recording.read(name)
        #expect(!snippets.isEmpty)
        // One state for all, as on a server: a script leaves nothing behind that another could see.
        let recording = try Recording()
        for snippet in snippets {
            let result = try recording.result(of: snippet.code)
            #expect(result == snippet.expected, "\(snippet.code)")
        }
    }
}

struct Recording {
    struct Snippet {
        let code: String
        let expected: String
    }

    static func read(_ name: String) throws -> [Snippet] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recorded")
        let text = try String(contentsOf: folder.appending(path: "\(name).txt"), encoding: .utf8)
        return text.components(separatedBy: "\n----\n").compactMap { block in
            let parts = block.components(separatedBy: "\n==> ")
            guard parts.count == 2 else { return nil }
            return Snippet(code: parts[0], expected: parts[1].trimmingCharacters(in: .newlines))
        }
    }

    private let state: LuaState
    private let arguments: LuaTable
    private let wrapper: LuaFunction

    init() throws {
        state = try Script.guardedState()
        arguments = state.makeTable()
        try state.globals.set("ARGV", .table(arguments))
        Script.lockGlobals(of: state)
        wrapper = try state.compile(Array(Recording.source.utf8), chunkName: "@user_script")
    }

    /// What a snippet gives, in the form of the recordings.
    func result(of code: String) throws -> String {
        try arguments.set(1, .string(code))
        let run = state.run(wrapper, [])
        while true {
            switch run.resume(instructions: 100_000) {
            case .finished(let values): return Recording.escaped(values.first?.bytes ?? [])
            case .failed(let failure): throw failure
            case .suspended: continue
            }
        }
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { text, byte in
            switch byte {
            case 92: text += "\\\\"
            case 10: text += "\\n"
            case 32...126: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
    }

    private static let source = #"""
        local function show(v)
          local t = type(v)
          if t == "string" then return v end
          if t == "table" then return v.err and ("table<" .. tostring(v.err) .. ">") or "table" end
          if t == "function" or t == "thread" or t == "userdata" then return t end
          return tostring(v)
        end
        local function pack(...) return { n = select("#", ...), ... } end
        local f, e = loadstring(ARGV[1], "@s")
        if not f then return "SYNTAX " .. e end
        local r = pack(pcall(f))
        local out = {}
        for i = 1, r.n do out[i] = show(r[i]) end
        return table.concat(out, " | ")
        """#
}
