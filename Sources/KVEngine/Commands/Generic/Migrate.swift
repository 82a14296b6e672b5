// MIGRATE: moves keys to another server, by way of DUMP here and RESTORE there.

import RESP

extension Command {
    /// Moves keys to another server.
    ///
    /// Error order: the options, the numbers, the lack of keys; then what comes of the other server.
    static let migrate = Command(
        "migrate", arity: -6, [.write, .movableKeys],
        keys: [
            .at(3, [.rw, .access, .delete]),
            KeySpec(
                .keyword("KEYS", from: -2), .range(last: -1, step: 1, limit: 0),
                [.rw, .access, .delete, .incomplete]),
        ],
        categories: [.dangerous], tips: ["nondeterministic_output"],
        findingKeys: { words in
            MigrateWords(words).keys.map { FoundKey(index: $0, access: [.rw, .access, .delete]) }
        },
        hiding: { MigrateWords($0).secrets },
        docs: Docs(
            .generic, since: "2.6.0", "Moves keys to another server.",
            complexity: "As DUMP and DEL here and RESTORE there, and O(N) in the bytes on their way",
            history: [
                "3.0.0": "Options COPY and REPLACE.", "3.0.6": "Option KEYS.", "4.0.7": "Option AUTH.",
                "6.0.0": "Option AUTH2.",
            ],
            syntax: """
                host port:integer key_or_empty_string:(key|empty_string:"") destination-db:integer \
                timeout:integer [COPY@3.0.0] [REPLACE@3.0.0] [authentication:([AUTH password@4.0.7]|\
                [AUTH2 username_password:(username password)@6.0.0])] [KEYS key#1@3.0.6...]
                """)
    ) { call throws(RedisError) in
        let (host, port, key) = (try call.bytes(), try call.bytes(), try call.key())
        let (index, time) = (try call.bytes(), try call.bytes())
        let options = try MigrateOptions(&call, key)
        guard let milliseconds = IntegerText.parse(time), let index = IntegerText.parse(index) else {
            throw .notAnInteger
        }
        let entries = options.keys.compactMap { call.lookup(call.argument($0)) }
        guard !entries.isEmpty else { return call.reply.simple("NOKEY") }
        guard call.mayBlock, let migrate = call.engine.migrate else { throw .cannotMigrate }
        let migration = Migration(
            to: (String(host), IntegerText.parse(port) ?? 0),
            within: milliseconds > 0 ? milliseconds : Migration.usualMilliseconds,
            request: call.request(for: entries, options, index),
            preludeCount: options.password == nil ? 1 : 2,
            keys: entries.map { call.migrated($0) }, copies: options.copies, for: call.client)
        call.block(for: .migration(migration), at: 0..<0, until: .max)
        migrate(migration)
    }
}

extension Migration {
    /// How long the other server may let us wait when no time, or none that is one, is given.
    fileprivate static let usualMilliseconds: Int64 = 1000
}

/// COPY, REPLACE, AUTH, AUTH2 and KEYS.
private struct MigrateOptions {
    var copies = false
    var replaces = false
    var user: ByteView?
    var password: ByteView?
    /// Where the keys are among the arguments.
    var keys: Range<Int>

    init(_ call: inout Call, _ key: ByteView) throws(RedisError) {
        keys = 3..<4
        while call.remaining > 0 {
            if call.accept("copy") {
                copies = true
            } else if call.accept("replace") {
                replaces = true
            } else if call.accept("auth") {
                password = try call.secret()
            } else if call.accept("auth2") {
                guard call.remaining >= 2 else { throw .syntax }
                (user, password) = (try call.secret(), try call.secret())
            } else if call.accept("keys") {
                guard key.isEmpty else {
                    throw RedisError(
                        "ERR When using MIGRATE KEYS option, the key argument must be set to the empty string"
                    )
                }
                keys = call.next..<call.argumentCount
                return
            } else {
                throw .syntax
            }
        }
    }
}

/// A request of MIGRATE that is looked at and not run.
private struct MigrateWords {
    /// Where the keys are.
    private(set) var keys: [Int] = []
    /// Where a user's name and password are.
    private(set) var secrets: [Int] = []

    init(_ words: RequestWords) {
        if words.count > 3 { keys = [3] }
        var index = 6
        while index < words.count {
            if words[index].matches("keys") {
                keys = words[3].isEmpty ? Array(index + 1..<words.count) : []
                return
            }
            let count = words[index].matches("auth") ? 1 : words[index].matches("auth2") ? 2 : 0
            secrets += (index + 1..<index + 1 + count).filter { $0 < words.count }
            index += 1 + count
        }
    }
}

extension Call {
    /// The next argument, which those who monitor do not see.
    fileprivate mutating func secret() throws(RedisError) -> ByteView {
        redact(next)
        return try bytes()
    }

    /// A key as it is when it is sent.
    fileprivate func migrated(_ entry: Entry) -> Migration.Key {
        Migration.Key(
            name: Array(entry.key), value: StoredValue(entry), deadline: database.deadline(of: entry))
    }

    /// The commands that move keys into a database of another server.
    fileprivate func request(for entries: [Entry], _ options: MigrateOptions, _ index: Int64) -> [UInt8] {
        let buffer = ByteBuffer()
        let encoder = RequestEncoder(buffer: buffer)
        if let password = options.password {
            encoder.request(options.user == nil ? 2 : 3)
            encoder.argument("AUTH" as StaticString)
            if let user = options.user { encoder.argument(user) }
            encoder.argument(password)
        }
        encoder.request(2)
        encoder.argument("SELECT" as StaticString)
        encoder.argument(index)
        for entry in entries {
            encoder.request(options.replaces ? 5 : 4)
            encoder.argument("RESTORE" as StaticString)
            encoder.argument(entry.key)
            encoder.argument(database.deadline(of: entry).map { max($0 - now, 1) } ?? 0)
            DumpPayload.of(entry, settings: engine.settings).withView { encoder.argument($0) }
            if options.replaces { encoder.argument("REPLACE" as StaticString) }
        }
        return buffer.withView { Array($0) }
    }
}
