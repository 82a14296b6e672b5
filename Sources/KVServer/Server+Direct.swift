// Commands without a socket: on the caller's thread, under the core's lock, by a client of their own.

import KVEngine
import RESP

/// The client, the batch and the buffers of a server's direct calls; touched only with the core locked.
final class DirectClient: @unchecked Sendable {
    let client: Client
    private let arguments = ArgumentList()
    private let output = ByteBuffer()
    private var batch: CommandBatch

    init(_ engine: Engine) {
        client = engine.makeDirectClient()
        client.version = .resp3
        batch = engine.restingBatch(for: client, arguments, output: output)
    }

    /// Runs a command in a database, or in the one that the client is in.
    func run(_ words: PackedWords, in database: Int? = nil) -> RESPValue {
        if let database { client.databaseIndex = database }
        arguments.reset()
        output.removeAll()
        var start = 0
        for end in words.ends {
            arguments.append(offset: start, length: end - start)
            start = end
        }
        let outcome = words.bytes.withByteView { batch.runNext(in: $0) }
        if client.ending != .stay { client.ending = .stay }
        guard case .done = outcome else { return .error("ERR a direct call cannot wait") }
        return DirectClient.reply(in: output.view)
    }

    /// Ends what the client has begun.
    func leave(_ engine: Engine) { engine.remove(client) }

    /// The reply; what was pushed beside it is dropped.
    private static func reply(in bytes: ByteView) -> RESPValue {
        var parser = ReplyParser()
        var rest = bytes
        while case .value(let value, let length) = parser.next(rest) {
            if case .push = value { rest = rest[length..<rest.count] } else { return value }
        }
        return .null
    }
}

extension Server {
    /// Runs a command without a socket and returns its reply; on any thread but the reactor's, in any state of the
    /// server. It does not wait: a blocking command answers as it does inside MULTI.
    ///
    /// - Complexity: the command's, and O(size) for the arguments and the reply.
    package func execute(_ words: PackedWords, database: Int = 0) -> RESPValue {
        guard !words.isEmpty else { return .error("ERR a command has at least a name") }
        guard words.bytes.count <= Limits.request else {
            return .error("ERR a command has at most \(Limits.request) bytes")
        }
        guard (0..<core.databaseCount).contains(database) else {
            return .error("ERR DB index is out of range")
        }
        return core.direct { core.directClient.run(words, in: database) }
    }
}

// MARK: Looking at the data

extension Server {
    /// What a key holds; nil when there is no such key.
    package func value(of key: [UInt8], database: Int) -> StoredValue? {
        core.locked { core.engine.value(of: key, in: database) }
    }

    /// What is told of a key; nil when there is no such key.
    package func describe(_ key: [UInt8], database: Int) -> StoredKey? {
        core.locked { core.engine.describe(key, in: database) }
    }

    /// The keys of a database, in no order.
    package func keys(in database: Int) -> [StoredKey] {
        core.locked { core.engine.keys(in: database) }
    }
}
