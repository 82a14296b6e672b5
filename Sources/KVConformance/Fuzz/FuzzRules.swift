// What a differential fuzzer has to know of single commands: which cannot be compared, which leave their answer to
// chance or to the order of a hash table, and what an argument's number stands for.

import KVEngine

enum FuzzRules {
    /// Whether the replies of two servers to a command can be the same.
    static func isComparable(_ command: CommandSyntax) -> Bool {
        guard groups.contains(command.group), !excluded.contains(command.name) else { return false }
        return !excludedContainers.contains(command.words[0].lowercased())
    }

    private static let groups: Set = [
        "generic", "string", "list", "set", "sorted-set", "hash", "server", "connection", "bitmap",
        "hyperloglog", "geo", "stream", "transactions", "scripting",
    ]

    /// Answers that tell of the server itself, of real time, or of other connections; commands that end or mute one, or
    /// wait for another.
    /// MULTI comes with a whole transaction only: the replies that are no longer alike as part of EXEC's are left out.
    private static let excluded: Set = [
        "object|idletime", "object|refcount", "object|help", "object|freq", "wait", "randomkey", "dbsize",
        "info", "lastsave",
        "role", "lolwut", "time", "auth", "hello", "quit", "reset", "shutdown", "monitor", "migrate", "dump",
        "restore", "restore-asking", "replicaof", "slaveof", "failover", "save", "bgsave", "bgrewriteaof",
        "psync", "sync", "replconf", "pfdebug", "pfselftest", "multi",
        "xgroup|help", "xinfo|help", "script|help", "script|debug",
        "function|help", "function|list", "function|dump", "function|restore",
        "blpop", "brpop", "blmpop", "blmove", "brpoplpush", "bzpopmin", "bzpopmax", "bzmpop",
    ]

    private static let excludedContainers: Set = [
        "client", "config", "command", "memory", "acl", "latency", "slowlog", "module", "debug", "cluster",
    ]

    static func isDestructive(_ command: CommandSyntax) -> Bool {
        ["flushall", "flushdb", "del", "unlink", "xgroup|destroy"].contains(command.name)
    }

    /// Whether a command chooses at random, so that a large number would be answered at length.
    static func isRandomChoice(_ command: CommandSyntax) -> Bool {
        ["srandmember", "hrandfield", "zrandmember"].contains(command.name)
    }

    /// Whether an argument lets a command wait.
    static func isWait(_ argument: ArgumentSyntax) -> Bool { argument.token == "BLOCK" }

    static func isDatabase(_ argument: ArgumentSyntax) -> Bool {
        ["destination-db", "db", "index1", "index2"].contains(argument.name)
    }

    static func isDuration(_ argument: ArgumentSyntax, of command: CommandSyntax) -> Bool {
        argument.name.contains("seconds") && command.group != "connection"
    }

    /// Whether Redis promises any answer to the words: a cursor out of the air is a place in a hash table.
    static func isDefined(_ command: CommandSyntax, _ words: [[UInt8]]) -> Bool {
        guard mark(command, words) == .scan else { return true }
        let index = command.name == "scan" ? 1 : 2
        guard words.indices.contains(index) else { return true }
        let cursor = String(decoding: words[index], as: UTF8.self)
        return cursor == "0" || UInt64(cursor.drop { " +-".contains($0) }) == nil
    }

    /// Whether members are chosen by their text, which Redis leaves open unless all have one score.
    static func choosesByText(_ words: [[UInt8]]) -> Bool {
        lowercased(words).contains { $0.contains("lex") }
    }

    /// A sorted set whose members have one score, under a key that nothing else writes to.
    static func membersOfOneScore(_ random: inout Random) -> (key: [UInt8], commands: [[[UInt8]]]) {
        let (key, score) = ("y1", random.pick(FuzzValues.doubles))
        let members = (0..<random.below(8)).flatMap { _ in [Array(score.utf8), random.pick(FuzzValues.texts)]
        }
        let add = [Array("ZADD".utf8), Array(key.utf8)] + members
        return (Array(key.utf8), [[Array("DEL".utf8), Array(key.utf8)]] + (members.isEmpty ? [] : [add]))
    }

    /// How the reply of a command is compared.
    static func mark(_ command: CommandSyntax, _ words: [[UInt8]]) -> Step.Mark {
        switch command.name {
        case "keys", "smembers", "sunion", "sinter", "sdiff", "hkeys", "hvals": .unordered
        case "hgetall": .pairs
        case "scan", "sscan", "hscan", "zscan": .scan
        case "spop", "srandmember", "hrandfield", "zrandmember": .shape
        case "sort", "sort_ro": sortMark(words)
        default: .exact
        }
    }

    /// A set sorted by nothing comes in the order of its hash table, and so do elements of equal weight.
    private static func sortMark(_ words: [[UInt8]]) -> Step.Mark {
        let texts = lowercased(words)
        guard texts.contains("by") else { return .exact }
        return texts.contains("limit") ? .type : .unordered
    }

    /// What has to follow a command so that both servers have the same data again: a member taken at random is
    /// another one on each, and so is the order of equal weights.
    static func sequel(_ command: CommandSyntax, _ words: [[UInt8]]) -> [[UInt8]]? {
        let delete = Array("DEL".utf8)
        if command.name == "spop", words.count > 1 { return [delete, words[1]] }
        let texts = lowercased(words)
        guard command.name == "sort", texts.contains("by") else { return nil }
        let targets = texts.indices.filter { texts[$0] == "store" && $0 + 1 < words.count }.map {
            words[$0 + 1]
        }
        return targets.isEmpty ? nil : [delete] + targets
    }

    private static func lowercased(_ words: [[UInt8]]) -> [String] {
        words.map { String(decoding: $0, as: UTF8.self).lowercased() }
    }
}
