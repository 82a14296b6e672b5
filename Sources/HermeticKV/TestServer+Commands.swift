// Commands and data without a socket: on the calling thread, done when the call returns.

import KVClient
import KVEngine
import KVServer
import RESP

extension TestServer {
    /// Runs a command and returns its reply, with no connection in between.
    ///
    /// It works in every state of the server, stopped, paused or full of faults, and needs no password. It does not
    /// wait: a blocking command answers as it does inside MULTI. What it causes for connected clients, such as an
    /// element for a blocked one, is on its way when it returns.
    ///
    /// ```swift
    /// server.execute("SET", "visits", 41)
    /// #expect(server.execute("INCR", "visits") == .integer(42))
    /// ```
    @discardableResult
    public func execute(_ words: any CommandWord..., database: Int = 0) -> Reply {
        execute(words, database: database)
    }

    /// Runs a command that is given as a list.
    @discardableResult
    public func execute(_ words: [any CommandWord], database: Int = 0) -> Reply {
        var (bytes, ends): ([UInt8], [Int]) = ([], [])
        bytes.reserveCapacity(64)
        ends.reserveCapacity(words.count)
        for word in words {
            word.appendCommandWord(to: &bytes)
            precondition(bytes.count >= ends.last ?? 0, "a word is appended to those before it")
            ends.append(bytes.count)
        }
        return Reply(server.execute(PackedWords(bytes, ends: ends), database: database))
    }

    /// The value of a key of database 0; nil when there is no such key. Storing nil deletes it.
    ///
    /// Reading looks past the commands: it is no hit and no miss, and leaves the access time alone. Storing a value
    /// drops the key's time to live, as SET does.
    public subscript(key: KVString) -> Value? {
        get { value(of: key) }
        set { store(newValue, at: key) }
    }

    /// The value of a key; nil when there is no such key.
    public func value(of key: KVString, database: Int = 0) -> Value? {
        server.value(of: key.bytes, database: database).map(Value.init)
    }

    private func store(_ value: Value?, at key: KVString, lifetime: Duration? = nil, database: Int = 0) {
        execute("DEL", key, database: database)
        guard let commands = value?.commands(storingAt: key), !commands.isEmpty else { return }
        for command in commands { execute(command, database: database) }
        if let lifetime { execute("PEXPIRE", key, lifetime.milliseconds, database: database) }
    }

    /// Stores values, over whatever their keys hold.
    ///
    /// ```swift
    /// server.load(["stock:9": "4", "recent": .list(["a", "b"])], expiringAfter: .seconds(60))
    /// ```
    ///
    /// - Parameters:
    ///   - values: what to store, by key; an empty collection only removes the key.
    ///   - lifetime: when the keys go; never when nil.
    ///   - database: the database that the keys are in.
    public func load(_ values: [KVString: Value], expiringAfter lifetime: Duration? = nil, database: Int = 0)
    {
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            store(value, at: key, lifetime: lifetime, database: database)
        }
    }

    // MARK: Looking

    /// The keys of database 0, sorted.
    public var keys: [KVString] { keys(in: 0) }

    /// The keys of a database, sorted.
    public func keys(in database: Int) -> [KVString] {
        server.keys(in: database).map { KVString($0.name) }.sorted()
    }

    /// The type of a key, as TYPE names it; nil when there is no such key.
    public func type(of key: KVString, database: Int = 0) -> String? {
        server.describe(key.bytes, database: database)?.type
    }

    /// How long a key has still to live; nil when it stays, or is not there.
    public func ttl(of key: KVString, database: Int = 0) -> Duration? {
        guard let deadline = server.describe(key.bytes, database: database)?.deadline else { return nil }
        return UnixTime(milliseconds: deadline) - clock.now
    }

    /// Everything in all databases, a line for each key, sorted: for a person, and for a failing test to print.
    ///
    /// Long strings and collections are cut.
    ///
    ///     db0
    ///       greeting  "hello"  59.5 s
    ///       queue     list ["a", "b"]
    public func dump() -> String { server.dump() }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero.
    var milliseconds: Int64 { microseconds / 1000 }
}
