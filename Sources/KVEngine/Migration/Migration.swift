// Keys on their way to another server. The engine says what is to be sent and what becomes of the answers; its owner
// has the sockets. Meanwhile the client waits, as by a command that blocks, and nobody else does.
//
// A real server lets everybody wait, so nothing can happen to a key between its serialization and its deletion. Here
// it can: a key that is not the same any more when the answer comes is not deleted, lest a change be lost.

import RESP

/// What MIGRATE has asked for.
package final class Migration: Sendable {
    /// A key, as it was when it was sent.
    struct Key: Sendable {
        let name: [UInt8]
        let value: StoredValue
        let deadline: Int64?
    }

    package let host: String
    /// As it was given; it may be none.
    package let port: Int64
    /// How long the other server may let us wait for each step.
    package let milliseconds: Int64
    /// The commands for the other server: AUTH where a password was given, SELECT, a RESTORE for each key.
    package let request: [UInt8]
    /// The commands before the first RESTORE.
    let preludeCount: Int
    let keys: [Key]
    /// Whether the keys stay.
    let copies: Bool
    let database: Int
    /// The ID of the client that waits.
    let client: UInt64

    init(
        to target: (host: String, port: Int64), within milliseconds: Int64, request: [UInt8],
        preludeCount: Int,
        keys: [Key], copies: Bool, for client: Client
    ) {
        (host, port) = target
        (self.milliseconds, self.request, self.preludeCount) = (milliseconds, request, preludeCount)
        (self.keys, self.copies) = (keys, copies)
        (database, self.client) = (client.databaseIndex, client.id)
    }

    /// The replies that a whole migration has.
    package var replyCount: Int { preludeCount + keys.count }
}

/// What a migration failed in.
package enum MigrationFailure: String, Sendable {
    case connecting = "connecting to the client"
    case writing = "writing to target instance"
    case reading = "reading to target instance"

    fileprivate var error: RedisError { RedisError("IOERR error or timeout \(rawValue)") }
}

extension Engine {
    /// Deletes the keys that the other server has taken, and answers the client, if it is still there.
    ///
    /// - Parameters:
    ///   - refusals: for each reply that has come, the error that it is, or nil.
    ///   - failure: why no more have come, if some are missing.
    package func endMigration(_ migration: Migration, refusals: [String?], failure: MigrationFailure?) {
        let prelude = refusals.prefix(migration.preludeCount).lazy.compactMap { $0 }.first
        var (refusal, areChanged) = (prelude, false)
        for (key, answer) in zip(migration.keys, refusals.dropFirst(migration.preludeCount)) {
            if let text = prelude ?? answer {
                refusal = refusal ?? text
            } else if !migration.copies, !delete(key, of: migration.database) {
                areChanged = true
            }
        }
        if state.value.hasBroadcasts { sendBroadcasts() }
        if isPropagating { flushPropagation() }
        if let refusal {
            answer(migration, RedisError("ERR Target instance replied with error: \(refusal)"))
        } else if areChanged {
            answer(migration, .changedMeanwhile)
        } else {
            answer(migration, failure?.error)
        }
    }

    /// Deletes a key that has been taken; false when it has been changed since, and stays.
    private func delete(_ key: Migration.Key, of index: Int) -> Bool {
        let database = databases[index]
        guard let entry = key.name.withByteView({ database.keys.find($0) }) else { return true }
        guard database.deadline(of: entry) == key.deadline, StoredValue(entry) == key.value else {
            return false
        }
        if isPropagating { replication.pending.append([.text("DEL"), .bytes(entry.key)], in: index) }
        database.unlink(entry)
        counters.value.dirty &+= 1
        signal("del", .generic, entry.key, in: index)
        release(entry)
        return true
    }

    private func answer(_ migration: Migration, _ error: RedisError?) {
        guard let waiting = clients[migration.client]?.blocked,
            case .migration(let awaited) = waiting.awaited, awaited === migration
        else { return }
        unblock(waiting) { call in
            call.answer { call in
                guard let error else { return call.reply.ok() }
                call.fail(error)
                call.engine.commandStatistics[call.id].failedCalls &+= 1
            }
            call.noteEndOfWait(nanoseconds: monotonicNanoseconds() &- waiting.begun)
        }
    }
}

extension RedisError {
    /// A key was changed between its serialization and the other server's answer.
    fileprivate static var changedMeanwhile: RedisError {
        RedisError(
            "ERR A key was changed while it was migrated. It is here, and at the target as it was before.")
    }

    /// MIGRATE would have to wait where nothing can.
    static var cannotMigrate: RedisError {
        RedisError("ERR MIGRATE waits for another server: not within a transaction, nor without a connection")
    }
}
