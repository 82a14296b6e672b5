// From commands to the stream: what has changed the data is told to those who follow, in a form that has the same
// effect whenever they run it. A unit is a command, a transaction, or what is served to those who have waited; what
// there is of it goes into the stream between MULTI and EXEC if it is more than one command.

import RESP

extension Engine {
    /// Whether changes go into a stream.
    var isPropagating: Bool { state.value.followers.contains(.replicas) }

    /// Brings the bit that commands ask in step with who follows.
    func refreshPropagation() {
        if replication.backlog != nil, replication.master == nil {
            state.value.followers.insert(.replicas)
        } else {
            state.value.followers.remove(.replicas)
        }
        replication.toldChanges = counters.value.dirty
        refreshReplicationDeadline()
    }

    /// Tells of a key that has gone by itself: as DEL, or as UNLINK by a `lazyfree-lazy-` setting.
    @inline(never)
    func propagateDeletion(of key: ByteView, in database: Int, _ cause: LazyFreeing) {
        replication.pending.append([.text(deletion(cause)), .bytes(key)], in: database)
    }

    /// The command that stands for a deletion.
    func deletion(_ cause: LazyFreeing) -> StaticString {
        settings[keyPath: cause.setting] ? "UNLINK" : "DEL"
    }

    /// Puts what is pending into the stream, and thereby ends a unit.
    ///
    /// - Parameter asTransaction: whether several commands belong together; not so for keys that go by themselves.
    func flushPropagation(asTransaction: Bool = true) {
        let (replication, pending) = (replication, replication.pending)
        replication.toldChanges = counters.value.dirty
        replication.override = .none
        guard !pending.isEmpty else { return }
        defer { pending.removeAll() }
        // A master that has become a replica in its transaction tells nothing of that.
        guard isPropagating else { return }
        let isWrapped = asTransaction && pending.count > 1
        if isWrapped { feed("*1\r\n$5\r\nMULTI\r\n", in: pending.firstDatabase) }
        pending.forEach { database, request in feed(request, in: database) }
        if isWrapped { feed("*1\r\n$4\r\nEXEC\r\n") }
    }

    /// Runs what removes keys by itself, and puts that into the stream at once.
    ///
    /// Within a transaction that a DEBUG SLEEP has interrupted it goes with that.
    func propagatingDeletions<R>(_ body: () -> R) -> R {
        guard isPropagating, replication.pending.isEmpty else { return body() }
        let result = body()
        flushPropagation(asTransaction: false)
        return result
    }

    // MARK: The stream

    /// Puts a request for a database into the stream.
    private func feed(_ request: ByteView, in database: Int) {
        if replication.select(database) {
            let number = String(database)
            feed("*2\r\n$6\r\nSELECT\r\n$\(number.utf8.count)\r\n\(number)\r\n")
        }
        feed(request)
    }

    private func feed(_ text: StaticString, in database: Int) { feed(ByteView(text), in: database) }

    private func feed(_ text: StaticString) { feed(ByteView(text)) }

    @_disfavoredOverload
    private func feed(_ text: String) { text.withByteView { feed($0) } }

    /// Puts bytes into the stream.
    private func feed(_ request: ByteView) {
        replication.append(request)
        for replica in replication.replicas { push(to: replica) { $0.buffer.append(request) } }
    }

    /// Gives those who follow a sign of life.
    func pingReplicas() { feed("*1\r\n$4\r\nping\r\n") }

    /// Asks those who follow how far they are.
    func askForAcknowledgements() { feed("*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n") }
}

/// Why a key has gone, by the settings that say how its memory is freed.
enum LazyFreeing {
    case eviction
    case expiry
    case command

    fileprivate var setting: KeyPath<Settings, Bool> {
        switch self {
        case .eviction: \.lazyfreeLazyEviction
        case .expiry: \.lazyfreeLazyExpire
        case .command: \.lazyfreeLazyUserDel
        }
    }
}
