// Errors that a test wants to see: answered in place of a command, with what a real refusal does to the connection
// and its transaction, and counted like one. The texts are those of Redis 7.0.

import RESP

/// An error reply that is given without a reason.
package enum InjectedError: Sendable, Equatable {
    /// Any text, the code word first.
    case text(String)
    /// What a user gets who may not run the command, whose name is in it.
    case noPermission

    package static let loading = text("LOADING Redis is loading the dataset in memory")
    package static let readOnly = text("READONLY You can't write against a read only replica.")
    package static let masterDown = text(
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.")
    package static let outOfMemory = text(RedisError.outOfMemory.text)
    package static let busy = text(
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.")
    package static let noAuth = text(RedisError.authenticationRequired.text)
    package static let clusterDown = text("CLUSTERDOWN The cluster is down")
    package static let tryAgain = text("TRYAGAIN Multiple keys request during rehashing of slot")

    /// The slot's keys are at another node, given as `host:port`.
    package static func moved(slot: Int, to address: String) -> InjectedError {
        text("MOVED \(slot) \(address)")
    }

    /// The key may be at another node already, given as `host:port`, which is to be asked once.
    package static func ask(slot: Int, at address: String) -> InjectedError { text("ASK \(slot) \(address)") }

    /// The ready-made errors that need nothing further, by their code words.
    package static let byCode: [String: InjectedError] = [
        "LOADING": .loading, "READONLY": .readOnly, "MASTERDOWN": .masterDown, "OOM": .outOfMemory,
        "BUSY": .busy, "NOAUTH": .noAuth, "NOPERM": .noPermission, "CLUSTERDOWN": .clusterDown,
        "TRYAGAIN": .tryAgain,
    ]
}

extension CommandBatch {
    /// Answers the request that was to be run next with an error instead, as a gate does that refuses it: it counts as
    /// rejected, and a transaction that is being queued fails.
    package mutating func refuseNext(with error: InjectedError, in input: ByteView) {
        call.input = input
        call.refuse(with: error)
    }
}

extension Call {
    fileprivate mutating func refuse(with error: InjectedError) {
        let found = engine.table.find(RequestWords(of: self, from: 0))
        client.lastCommand = found
        let error =
            switch error {
            case .text(let text): RedisError(text)
            case .noPermission:
                RedisError("NOPERM this user has no permissions to run the '\(name(of: found))' command")
            }
        if error.isRedirection, let found, engine.table.rows[found].flags.contains(.exec), isInTransaction {
            return redirect(error, found)
        }
        refuse(error, found)
    }

    private func name(of id: CommandID?) -> String {
        id.map(engine.table.fullName) ?? String(argument(0))
    }

    /// A cluster's errors end a transaction without EXECABORT: the client is to send it elsewhere, or again.
    private func redirect(_ error: RedisError, _ exec: CommandID) {
        engine.endTransaction(of: client)
        let mark = reply.buffer.count
        reply.error(error)
        engine.countError(error)
        engine.commandStatistics[exec].rejectedCalls &+= 1
        dropUnwantedReply(from: mark)
        endCaching(after: exec)
    }
}

extension RedisError {
    /// Whether it is one of those by which a cluster's node says that it does not serve the keys.
    fileprivate var isRedirection: Bool {
        ["MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "CROSSSLOT"].contains(code)
    }
}
