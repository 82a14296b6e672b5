// HERMETIC: what a test can do to the server beside what a client can, for tests that only have a connection. Off
// unless the server was started for it.

import KVEngine
import RESP

enum TestControls {
    /// Lets the clients of a server send HERMETIC commands.
    static func install(in core: ServerCore, seed: UInt64) {
        core.engine.controls = Controls(name: "hermetic") { [unowned core] words, client in
            do throws(ControlError) {
                return try run(words.dropFirst(), from: client, core, seed)
            } catch {
                return .reply(.error("ERR \(error.text)"))
            }
        }
    }

    static let all: [Control] = clock + fault + journal + snapshot + data + [untilBlocked, help]

    private static func run(
        _ words: ArraySlice<[UInt8]>, from client: Client, _ core: ServerCore, _ seed: UInt64
    ) throws(ControlError) -> ControlAnswer {
        let names = words.prefix(longestName).map { String(decoding: $0, as: UTF8.self).lowercased() }
        let found = all.filter { names.starts(with: $0.name) }.max { $0.name.count < $1.name.count }
        guard let found else { throw unknown(words) }
        let rest = Array(words.dropFirst(found.name.count))
        guard found.arguments.contains(rest.count) else {
            throw ControlError("wrong number of arguments, the command is: HERMETIC \(found.form)")
        }
        return try found.run(ControlCall(core: core, client: client, seed: seed, words: rest))
    }

    private static let longestName: Int = all.map(\.name.count).max() ?? 0

    private static func unknown(_ words: ArraySlice<[UInt8]>) -> ControlError {
        let shown = words.prefix(longestName).map { String(decoding: $0.prefix(64), as: UTF8.self) }
        return ControlError("unknown HERMETIC command '\(shown.joined(separator: " "))'. Try HERMETIC HELP.")
    }

    private static let help = Control("HELP", text: "Show this text.") { _ in
        let lines = all.flatMap { [$0.form, "    \($0.text)"] }
        let heading = "HERMETIC <subcommand> [<arg> ...]. Subcommands are:"
        return .reply(.array(([heading] + lines).map { .simple($0) }))
    }
}
