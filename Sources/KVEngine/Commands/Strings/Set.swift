// SET with its options, and its older spellings SETNX, SETEX and PSETEX.

import RESP

extension Command {
    /// Sets a key to a string, whatever it held.
    ///
    /// Error order: the whole option list is read first (a bad word is a syntax error even after a bad
    /// number), then the expiry is converted, then the key is looked at.
    static let set = Command(
        "set", arity: -3, [.write, .denyOOM],
        keys: [
            .at(
                1, [.rw, .access, .update, .variableFlags],
                notes: "Read only with the option GET.")
        ],
        findingKeys: keysOfSet,
        docs: Docs(
            .string, since: "1.0.0", "Sets the string value of a key, replacing any value of any type.",
            complexity: "O(1)",
            history: [
                "2.6.12": "Options EX, PX, NX, XX.", "6.0.0": "Option KEEPTTL.",
                "6.2.0": "Options GET, EXAT, PXAT.", "7.0.0": "NX and GET in one request.",
            ],
            syntax: """
                key value [condition:(NX|XX)@2.6.12] [GET@6.2.0] [expiration:(EX seconds:integer@2.6.12|\
                PX milliseconds:integer@2.6.12|EXAT unix-time-seconds:unix-time@6.2.0|\
                PXAT unix-time-milliseconds:unix-time@6.2.0|KEEPTTL@6.0.0)]
                """)
    ) { call throws(RedisError) in
        let (key, value) = (try call.key(), try call.bytes())
        if call.remaining == 0 {
            call.setString(key, to: value)
            call.modified(key, "set", .string)
            return call.reply.ok()
        }
        try setWithOptions(&call, key, value)
    }

    private static let keysOfSet: KeyFinder = { words in
        let isRead = (3..<max(3, words.count)).contains { words[$0].matches("get") }
        return [FoundKey(index: 1, access: isRead ? [.rw, .access, .update] : [.ow, .update])]
    }

    private static func setWithOptions(
        _ call: inout Call, _ key: ByteView, _ value: ByteView
    ) throws(RedisError) {
        let options = try SetOptions(&call)
        let deadline = try options.expiry.deadline(in: call)
        if options.returnsOld { call.reply.bulkOrNull(try call.readString(key)) }
        if let mustExist = options.mustExist, (call.lookupForWriting(key) != nil) != mustExist {
            return options.returnsOld ? () : call.reply.null()
        }
        call.set(key, to: value, deadline)
        if options.returnsOld { call.propagateWithoutGet() }
        if !options.returnsOld { call.reply.ok() }
    }

    /// Sets a key that does not exist.
    static let setnx = Command(
        "setnx", arity: 3, [.write, .denyOOM, .fast], keys: .first([.ow, .insert]),
        docs: Docs(
            .string, since: "1.0.0", "Sets the string value of a key that does not exist yet.",
            complexity: "O(1)", syntax: "key value")
    ) { call throws(RedisError) in
        let key = try call.key()
        if call.lookupForWriting(key) != nil { return call.reply.integer(0) }
        call.set(key, to: try call.bytes(), .clear)
        call.reply.integer(1)
    }

    /// Sets a key that is to live for a number of seconds.
    static let setex = Command(
        "setex", arity: 4, [.write, .denyOOM], keys: .first([.ow, .update]),
        docs: Docs(
            .string, since: "2.0.0", "Sets the string value of a key and how many seconds it lives.",
            complexity: "O(1)", syntax: "key seconds:integer value")
    ) { call throws(RedisError) in
        try setExpiring(&call, .seconds)
    }

    /// Sets a key that is to live for a number of milliseconds.
    static let psetex = Command(
        "psetex", arity: 4, [.write, .denyOOM], keys: .first([.ow, .update]),
        docs: Docs(
            .string, since: "2.6.0", "Sets the string value of a key and how many milliseconds it lives.",
            complexity: "O(1)", syntax: "key milliseconds:integer value")
    ) { call throws(RedisError) in
        try setExpiring(&call, .milliseconds)
    }

    private static func setExpiring(_ call: inout Call, _ unit: Expiry.Unit) throws(RedisError) {
        let key = try call.key()
        let deadline = try Expiry.time(try call.bytes(), unit).deadline(in: call)
        call.set(key, to: try call.bytes(), deadline)
        call.reply.ok()
    }
}

extension Call {
    /// Sets a key and reports it; a key whose deadline has passed already goes at once.
    func set(_ key: ByteView, to value: ByteView, _ deadline: DeadlineChange) {
        let entry = setString(key, to: value, deadline)
        modified(key, "set", .string)
        guard case .set(let deadline) = deadline else { return }
        modified(key, "expire", .generic, changes: 0)
        propagate([.text("SET"), .bytes(key), .bytes(value), .text("PXAT"), .number(deadline)])
        if engine.removesExpired { _ = removeIfDue(entry) }
    }
}

extension Call {
    /// Tells those who follow a SET without its GET; one with a deadline has been told already.
    fileprivate func propagateWithoutGet() {
        guard engine.isPropagating, engine.replication.override == .none else { return }
        let words = (0..<argumentCount).filter { $0 < 3 || !argument($0).matchesBeforeNUL("get") }
        propagate(words.map { .bytes(argument($0)) })
    }
}
