// SHUTDOWN: ends the server. How is the business of whoever runs it: the engine only passes the wish on.

import RESP

extension Command {
    /// Ends the server; there is no reply, only the end of the connection.
    ///
    /// SAVE writes the file first, and the server goes on where that fails, unless FORCE is there. NOW changes nothing:
    /// replicas are not waited for. Error order: a word that is none, words that exclude each other, then what cannot be
    /// done.
    static let shutdown = Command(
        "shutdown", arity: -1, [.admin, .noscript, .loading, .stale, .noMulti, .allowBusy],
        docs: Docs(
            .server, since: "1.0.0", "Ends the server, and saves its data first if that is wanted.",
            complexity: "O(N) in the number of keys when saving, otherwise O(1)",
            history: ["7.0.0": "NOW, FORCE and ABORT."],
            syntax: "[nosave_save:(NOSAVE|SAVE)] [NOW@7.0.0] [FORCE@7.0.0] [ABORT@7.0.0]")
    ) { call throws(RedisError) in
        var (saves, savesNot, hurries, forces, aborts) = (false, false, false, false, false)
        while call.remaining > 0 {
            if call.accept("nosave") {
                savesNot = true
            } else if call.accept("save") {
                saves = true
            } else if call.accept("now") {
                hurries = true
            } else if call.accept("force") {
                forces = true
            } else if call.accept("abort") {
                aborts = true
            } else {
                throw .syntax
            }
        }
        if saves && savesNot || aborts && (saves || savesNot || hurries || forces) { throw .syntax }
        if aborts { throw RedisError("ERR No shutdown in progress.") }
        guard let shutDown = call.engine.shutDown, !saves || call.engine.save() || forces else {
            throw RedisError("ERR Errors trying to SHUTDOWN. Check logs.")
        }
        call.client.ending = .closeNow
        shutDown()
    }
}
