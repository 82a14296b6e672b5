// The commands that look for an element by its content: LINSERT, LREM and LPOS.

import RESP

extension Command {
    /// Error order: BEFORE or AFTER, then the key.
    static let linsert = Command(
        "linsert", arity: 5, [.write, .denyOOM], keys: .first([.rw, .insert]),
        docs: Docs(
            .list, since: "2.2.0", "Inserts an element beside the first one equal to a pivot.",
            complexity: "O(N) in the number of elements before the pivot, O(1) near the left end",
            syntax: "key where:(BEFORE|AFTER) pivot element")
    ) { call throws(RedisError) in
        let key = try call.key()
        let isAfter = call.accept("after")
        guard isAfter || call.accept("before") else { throw .syntax }
        let (pivot, element) = (try call.bytes(), try call.bytes())
        let length = try call.change(key, as: ListValue.self) { list in
            guard list.elements.insert(element, beside: pivot, after: isAfter) else { return -1 }
            call.modified(key, "linsert", .list)
            return list.count
        }
        call.reply.integer(length ?? 0)
    }

    /// Error order: the count, then the key.
    static let lrem = Command(
        "lrem", arity: 4, [.write], keys: .first([.rw, .delete]),
        docs: Docs(
            .list, since: "1.0.0", "Removes elements equal to the one given, all or a number of them.",
            complexity: "O(N+M) for N elements, M of them removed",
            syntax: "key count:integer element")
    ) { call throws(RedisError) in
        let key = try call.key()
        let (limit, element) = (try call.integer(), try call.bytes())
        let removed = try call.change(key, as: ListValue.self) { list in
            let removed = list.elements.remove(
                matching: element, count: Int(clamping: limit.magnitude), fromTail: limit < 0)
            if removed > 0 { call.modified(key, "lrem", .list, changes: removed) }
            return removed
        }
        call.reply.integer(removed ?? 0)
    }

    /// Error order: the options, then the key.
    static let lpos = Command(
        "lpos", arity: -3, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .list, since: "6.0.6", "Returns the indices of elements equal to the one given.",
            complexity: "O(N) in the number of elements compared",
            syntax: "key element [RANK rank:integer] [COUNT num-matches:integer] [MAXLEN len:integer]")
    ) { call throws(RedisError) in
        let (key, element) = (try call.key(), try call.bytes())
        let options = try PositionOptions(&call)
        let list = try call.read(key, as: ListValue.self)
        var matches: [Int] = []
        list?.elements.find(
            element, rank: options.rank, count: options.limit ?? 1, maxLength: options.maxLength
        ) { matches.append($0) }
        guard options.limit != nil else { return call.reply.integerOrNull(matches.first) }
        call.reply.array(matches.count)
        for match in matches { call.reply.integer(match) }
    }
}

/// The options of LPOS.
private struct PositionOptions {
    /// The match to begin with, from the right when negative.
    private(set) var rank = 1
    /// How many matches are wanted, 0 for all; nil to answer with one, not in an array.
    private(set) var limit: Int?
    /// How many elements are looked at, 0 for all.
    private(set) var maxLength = 0

    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            // A word without its number is a syntax error, and so is any other word.
            guard call.remaining >= 2 else { throw .syntax }
            if call.accept("rank") {
                // The smallest integer has no opposite; a server then begins with the last match.
                let wanted = try call.integer()
                guard wanted != 0 else { throw PositionOptions.rankIsZero }
                rank = wanted == .min ? -1 : Int(wanted)
            } else if call.accept("count") {
                limit = Int(try call.natural(or: RedisError("ERR COUNT can't be negative")))
            } else if call.accept("maxlen") {
                maxLength = Int(try call.natural(or: RedisError("ERR MAXLEN can't be negative")))
            } else {
                throw .syntax
            }
        }
    }

    private static var rankIsZero: RedisError {
        RedisError(
            "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "
                + "negative to start from the end of the list")
    }
}

extension ReplyWriter {
    fileprivate func integerOrNull(_ value: Int?) {
        if let value { integer(value) } else { null() }
    }
}
