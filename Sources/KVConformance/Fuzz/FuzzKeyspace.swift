// The questions that tell two keyspaces apart: which keys there are, and of each its type, encoding, deadline and
// value. They are asked as commands, so that a difference can stand in a case like any other line.

enum FuzzKeyspace {
    typealias Question = (words: [[UInt8]], mark: Step.Mark)

    /// The connection that asks; random commands use others, and choose their databases themselves.
    static let connection = 3

    static let databases = [0, 1, 2]

    static func select(_ database: Int) -> Question { (words("SELECT \(database)"), .exact) }

    /// What makes Redis look at every key, and remove what has expired.
    static let touch: Question = (words("EXISTS") + FuzzValues.allKeys.map { Array($0.utf8) }, .exact)

    static let keys: Question = (words("KEYS *"), .unordered)

    static func type(_ key: [UInt8]) -> Question { (words("TYPE") + [key], .exact) }

    /// What is asked of a key beside its type.
    static func details(_ key: [UInt8], type: String) -> [Question] {
        [(words("OBJECT ENCODING") + [key], .exact), (words("PTTL") + [key], .exact)] + value(key, type)
    }

    private static func value(_ key: [UInt8], _ type: String) -> [Question] {
        switch type {
        case "string": [(words("GET") + [key], .exact)]
        case "list": [(words("LRANGE") + [key] + words("0 -1"), .exact)]
        case "set": [(words("SMEMBERS") + [key], .unordered)]
        case "zset": [(words("ZRANGE") + [key] + words("0 -1 WITHSCORES"), .exact)]
        case "hash": [(words("HGETALL") + [key], .pairs)]
        case "stream":
            [
                (words("XINFO STREAM") + [key], .exact),
                (words("XINFO STREAM") + [key] + words("FULL COUNT 0"), .exact),
            ]
        default: []
        }
    }

    /// The elements of an answer.
    static func texts(_ answer: WireConnection.Arrival) -> [[UInt8]] {
        guard case .reply(let reply) = answer else { return [] }
        return reply.elements.map(\.bytes)
    }

    /// The text of an answer.
    static func text(_ answer: WireConnection.Arrival) -> String {
        guard case .reply(let reply) = answer else { return "" }
        return reply.text
    }

    private static func words(_ text: String) -> [[UInt8]] {
        text.split(separator: " ").map { Array($0.utf8) }
    }
}
