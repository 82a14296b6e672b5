// ZUNION, ZINTER and ZDIFF, their storing forms, and ZINTERCARD.

import RESP

extension Command {
    static let zunion = sending(.union, "zunion", unionDocs)
    static let zinter = sending(.intersection, "zinter", intersectionDocs)
    static let zdiff = sending(.difference, "zdiff", differenceDocs)

    static let zunionstore = storing(.union, "zunionstore", unionStoreDocs)
    static let zinterstore = storing(.intersection, "zinterstore", intersectionStoreDocs)
    static let zdiffstore = storing(.difference, "zdiffstore", differenceStoreDocs)

    static let zintercard = Command(
        "zintercard", arity: -3, [.readonly, .movableKeys], keys: [.counted(at: 1, [.ro, .access])],
        docs: Docs(
            .sortedSet, since: "7.0.0", "Counts the members that all of several sorted sets have.",
            complexity: "O(N*K) at worst, for K sorted sets of which the smallest has N elements",
            syntax: "numkeys:integer key... [LIMIT limit:integer]")
    ) { call throws(RedisError) in
        let options = try CombineOptions(&call, .intersection, .count)
        var count: Int64 = 0
        ScoreAlgebra.intersection(options.sources, .sum) { _, _ in
            count += 1
            return count != options.limit
        }
        call.reply.integer(count)
    }

    private static func sending(_ operation: SetOperation, _ name: StaticString, _ docs: Docs) -> Command {
        Command(
            name, arity: -3, [.readonly, .movableKeys], keys: [.counted(at: 1, [.ro, .access])], docs: docs
        ) { call throws(RedisError) in
            let options = try CombineOptions(&call, operation, .reply)
            let table = options.combine(operation, seed: call.engine.hashSeed)
            call.reply.elements(table.count, withScores: options.withScores)
            for node in table.inOrder() {
                call.reply.element(node.key, node.score, withScores: options.withScores)
            }
        }
    }

    private static func storing(_ operation: SetOperation, _ name: StaticString, _ docs: Docs) -> Command {
        Command(
            name, arity: -4, [.write, .denyOOM, .movableKeys],
            keys: [.at(1, [.ow, .update]), .counted(at: 2, [.ro, .access])], docs: docs
        ) { call throws(RedisError) in
            let destination = try call.key()
            let options = try CombineOptions(&call, operation, .store)
            let (settings, seed) = (call.engine.settings, call.engine.hashSeed)
            let table = options.combine(operation, seed: seed)
            let result = SortedSetValue(taking: table, settings: settings, seed: seed)
            call.storeSortedSet(result, at: destination, event: name)
        }
    }
}

/// What is made of several sets.
private enum SetOperation {
    case union
    case intersection
    case difference
}

/// The arguments from the number of keys on.
///
/// Error order: the number of keys, the keys' types from left to right, then the options.
private struct CombineOptions {
    /// What is done with the result, which decides what options there are.
    enum Purpose {
        case reply
        case store
        case count
    }

    private(set) var sources: [WeightedSource] = []
    private(set) var aggregate = ScoreAggregate.sum
    private(set) var withScores = false
    /// 0: no limit.
    private(set) var limit: Int64 = 0

    init(_ call: inout Call, _ operation: SetOperation, _ purpose: Purpose) throws(RedisError) {
        try readSources(&call)
        let weighs = operation != .difference && purpose != .count
        while call.remaining > 0 {
            if weighs, call.remaining > sources.count, call.accept("weights") {
                try readWeights(&call)
            } else if weighs, call.remaining > 1, call.accept("aggregate") {
                aggregate = try CombineOptions.aggregate(&call)
            } else if purpose == .reply, call.accept("withscores") {
                withScores = true
            } else if purpose == .count, call.remaining > 1, call.accept("limit") {
                limit = try call.natural(or: .negativeLimit)
            } else {
                throw .syntax
            }
        }
    }

    private mutating func readSources(_ call: inout Call) throws(RedisError) {
        let count = try call.integer()
        guard count > 0 else {
            throw RedisError("ERR at least 1 input key is needed for '\(call.commandName)' command")
        }
        guard count <= call.remaining else { throw .syntax }
        sources.reserveCapacity(Int(count))
        for _ in 0..<count {
            sources.append(WeightedSource(source: try call.readScores(try call.key())))
        }
    }

    private mutating func readWeights(_ call: inout Call) throws(RedisError) {
        for index in sources.indices {
            sources[index].weight = try call.double(or: RedisError("ERR weight value is not a float"))
        }
    }

    private static func aggregate(_ call: inout Call) throws(RedisError) -> ScoreAggregate {
        if call.accept("sum") { return .sum }
        if call.accept("min") { return .lowest }
        if call.accept("max") { return .highest }
        throw .syntax
    }

    /// The members and scores that the sources make together.
    func combine(_ operation: SetOperation, seed: HashSeed) -> ScoreTable {
        let table = ScoreTable(seed: seed)
        switch operation {
        case .union: ScoreAlgebra.union(sources, aggregate, into: table)
        case .intersection:
            ScoreAlgebra.intersection(sources, aggregate) { member, score in
                table.insert(.make(member: member, score: score))
                return true
            }
        case .difference:
            let others = sources.dropFirst().map(\.source)
            ScoreAlgebra.difference(sources[0].source, minus: others, into: table)
        }
        return table
    }
}

// MARK: - Documentation

extension Command {
    private static let unionComplexity: StaticString =
        "O(N)+O(M*log(M)) for N elements in all sorted sets and M in the result"
    private static let intersectionComplexity: StaticString =
        "O(N*K)+O(M*log(M)) at worst, for K sorted sets, N elements in the smallest and M in the result"
    private static let differenceComplexity: StaticString =
        "O(L+(N-K)*log(N)) at worst, for L elements in all sorted sets, N in the first and K in the result"

    private static let weighedSyntax: StaticString = """
        numkeys:integer key... [WEIGHTS weight:integer...] [AGGREGATE aggregate:(SUM|MIN|MAX)] [WITHSCORES]
        """
    private static let weighedStoreSyntax: StaticString = """
        destination:key numkeys:integer key... [WEIGHTS weight:integer...] \
        [AGGREGATE aggregate:(SUM|MIN|MAX)]
        """

    private static let unionDocs = Docs(
        .sortedSet, since: "6.2.0", "Returns the members that any of several sorted sets has.",
        complexity: unionComplexity, syntax: weighedSyntax)

    private static let intersectionDocs = Docs(
        .sortedSet, since: "6.2.0", "Returns the members that all of several sorted sets have.",
        complexity: intersectionComplexity, syntax: weighedSyntax)

    private static let differenceDocs = Docs(
        .sortedSet, since: "6.2.0", "Returns the members of a sorted set that several others do not have.",
        complexity: differenceComplexity, syntax: "numkeys:integer key... [WITHSCORES]")

    private static let unionStoreDocs = Docs(
        .sortedSet, since: "2.0.0", "Stores the members that any of several sorted sets has.",
        complexity: unionComplexity, syntax: weighedStoreSyntax)

    private static let intersectionStoreDocs = Docs(
        .sortedSet, since: "2.0.0", "Stores the members that all of several sorted sets have.",
        complexity: intersectionComplexity, syntax: weighedStoreSyntax)

    private static let differenceStoreDocs = Docs(
        .sortedSet, since: "6.2.0", "Stores the members of a sorted set that several others do not have.",
        complexity: differenceComplexity, syntax: "destination:key numkeys:integer key...")
}
