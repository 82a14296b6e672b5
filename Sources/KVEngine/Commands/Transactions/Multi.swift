// MULTI, EXEC and DISCARD: commands that run one after the other, with nobody's in between.

import RESP

extension Command {
    /// Lets the client's commands wait for EXEC.
    static let multi = Command(
        "multi", arity: 1, [.noscript, .loading, .stale, .fast, .allowBusy, .immediate],
        docs: Docs(
            .transactions, since: "1.2.0", "Begins a transaction.", complexity: "O(1)")
    ) { call throws(RedisError) in
        guard !call.isInTransaction else { throw RedisError("ERR MULTI calls can not be nested") }
        call.client.modes.value.transaction.insert(.open)
        call.reply.ok()
    }

    /// Runs what was queued since MULTI, unless a command was refused or a watched key was changed.
    ///
    /// What fails while it runs is an error among the replies; the others run all the same.
    static let exec = Command(
        "exec", arity: 1, [.noscript, .loading, .stale, .skipSlowlog, .immediate, .endsMulti, .exec],
        docs: Docs(
            .transactions, since: "1.2.0", "Runs the commands of the transaction.",
            complexity: "That of the commands")
    ) { call throws(RedisError) in
        guard call.isInTransaction else { throw RedisError("ERR EXEC without MULTI") }
        if call.client.transaction.position == nil {
            let isTouched = call.engine.isWatchedKeyDue(of: call.client)
            let progress = call.client.modes.value.transaction
            if isTouched || !progress.isDisjoint(with: [.failed, .touched]) {
                call.engine.endTransaction(of: call.client)
                if progress.contains(.failed) { throw .previousErrors }
                return call.reply.nullArray()
            }
            call.engine.unwatch(call.client)
        }
        call.runTransaction()
    }

    /// Forgets what was queued since MULTI, and what is watched.
    static let discard = Command(
        "discard", arity: 1, [.noscript, .loading, .stale, .fast, .allowBusy, .immediate, .endsMulti],
        docs: Docs(
            .transactions, since: "2.0.0", "Gives the transaction up.",
            complexity: "O(N), N being the number of queued commands")
    ) { call throws(RedisError) in
        guard call.isInTransaction else { throw RedisError("ERR DISCARD without MULTI") }
        call.engine.endTransaction(of: call.client)
        call.reply.ok()
    }
}

extension RedisError {
    /// EXEC after a command that could not be queued.
    fileprivate static var previousErrors: RedisError {
        RedisError("EXECABORT Transaction discarded because of previous errors.")
    }
}
