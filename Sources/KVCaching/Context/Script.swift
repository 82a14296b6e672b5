// Several things as one: by a script where the server runs scripts, and else by a transaction on the condition that
// nothing it looked at has changed. Which of them it is, one probe decides; both do the same, and the same tests hold them
// to it.

import KVClient
import KVSockets

/// A Lua script.
struct Script: Sendable {
    let text: String

    init(_ text: String) { self.text = text }
}

extension CachingContext {
    /// Does several things as one.
    ///
    /// - Parameters:
    ///   - keys: what it looks at or changes; a transaction watches all of them.
    ///   - decode: makes the result of what the script returns.
    ///   - decide: the same without a script.
    /// - Throws: `KVError`; with the code `conflict` when others were quicker each time, and `unsupported` where there are
    ///   neither scripts nor anything to watch, as over REST to a server without EVAL.
    func atomically<Result: Sendable>(
        _ script: Script, keys: [KVString], _ arguments: [any CommandWord],
        decode: (Reply) throws -> Result,
        otherwise decide: @Sendable (any KVStore) async throws -> KVDecision<Result>
    ) async throws -> Result {
        if try await runsScripts() { return try decode(try await run(script, keys, arguments)) }
        return try await store.transaction(watching: keys, attempts: settings.attempts, decide)
    }

    /// Whether anything can be decided by the server, or by watching it.
    func canDecide() async throws -> Bool {
        if store.features.contains(.watching) { return true }
        return try await runsScripts()
    }

    /// Whether scripts are what things are done by.
    func runsScripts() async throws -> Bool {
        switch settings.atomicity {
        case .scripts: return true
        case .transactions: return false
        case .probed: break
        }
        if let answer = known.withLock({ $0.runsScripts }) { return answer }
        let reply = try await store.reply(to: "EVAL", "return 1", 0)
        // A server that cannot just now has not answered the question.
        if case .error(let line) = reply, KVError(line: line).isPassing { throw KVError(line: line) }
        known.withLock { $0.runsScripts = !reply.isError }
        return !reply.isError
    }

    /// Runs a script, by its digest once the server has been given it.
    private func run(_ script: Script, _ keys: [KVString], _ arguments: [any CommandWord]) async throws
        -> Reply
    {
        if let digest = known.withLock({ $0.digests[script.text] }) {
            do {
                return try await store.send(["EVALSHA", digest, keys.count] + keys + arguments)
            } catch let error as KVError where error.code == "NOSCRIPT" {
                // A restart or SCRIPT FLUSH; it is given again.
            }
        }
        let words: [any CommandWord] = ["EVAL", script.text, keys.count]
        let replies = try await store.replies(to: [
            ["SCRIPT", "LOAD", script.text], words + keys + arguments,
        ])
        if case .string(let digest) = replies[0] {
            known.withLock { $0.digests[script.text] = digest }
        }
        try replies[1].decodeNothing()
        return replies[1]
    }
}
