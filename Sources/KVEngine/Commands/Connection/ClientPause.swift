// CLIENT PAUSE and UNPAUSE: every client's commands, or those that write, wait for a while.

import RESP

extension Command {
    /// Holds commands back for a number of milliseconds.
    ///
    /// Error order: the mode, then the time.
    static let clientPause = Command(
        "pause", arity: -3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "2.9.50", "Holds commands back for a while.", complexity: "O(1)",
            history: ["6.2.0": "Argument mode."], syntax: "timeout:integer [mode:(WRITE|ALL)@6.2.0]")
    ) { call throws(RedisError) in
        guard call.remaining <= 2 else { throw .subcommandSyntax(call.argument(1), of: "CLIENT") }
        let timeout = try call.bytes()
        let writesOnly = try call.pauseMode()
        guard let milliseconds = IntegerText.parse(timeout) else { throw .timeoutNotAnInteger }
        guard milliseconds >= 0 else { throw .negativeTimeout }
        let (end, overflow) = call.now.addingReportingOverflow(milliseconds)
        if milliseconds > 0 { call.engine.hold(until: overflow ? .max : end, writesOnly: writesOnly) }
        call.reply.ok()
    }

    /// Ends a pause.
    static let clientUnpause = Command(
        "unpause", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "6.2.0", "Ends a pause.",
            complexity: "O(N) in the number of connections held back")
    ) { call throws(RedisError) in
        call.engine.endPause()
        call.reply.ok()
    }
}

extension Call {
    /// Whether only commands that write are held back.
    fileprivate mutating func pauseMode() throws(RedisError) -> Bool {
        if remaining == 0 || accept("all") { return false }
        guard accept("write") else { throw RedisError("ERR CLIENT PAUSE mode must be WRITE or ALL") }
        return true
    }
}
