// What a client has to know of a command before it sends it: whether one reply answers it, whether it waits, whether
// it leaves something behind in the connection, and whether it may be sent twice.

/// What sets a command apart for a client.
package struct CommandTraits: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It is not answered by one reply, so that the next command's would be mistaken for it.
    package static let unpaired = CommandTraits(rawValue: 1 << 0)
    /// It makes the connection another one for the commands that follow.
    package static let stateful = CommandTraits(rawValue: 1 << 1)
    /// It may wait, and every command behind it would wait too.
    package static let blocking = CommandTraits(rawValue: 1 << 2)
    /// It changes nothing, so that it can be sent again when nobody knows whether it has run.
    package static let repeatable = CommandTraits(rawValue: 1 << 3)

    /// The traits of a command.
    package static func of(_ request: KVRequest) -> CommandTraits {
        guard let name = request.words.first, name.count <= 24 else { return [] }
        guard let traits = table[name.map(lowercase)] else { return [] }
        return traits == .refined ? refine(request) : traits
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 32 : byte }

    /// Not a trait: the arguments decide.
    private static let refined = CommandTraits(rawValue: 1 << 7)

    private static func refine(_ request: KVRequest) -> CommandTraits {
        func argument(_ index: Int) -> String {
            index < request.words.count
                ? String(decoding: request.words[index], as: UTF8.self).lowercased() : ""
        }
        switch argument(0) {
        case "hello": return request.words.count > 1 ? .stateful : .repeatable
        case "xread", "xreadgroup":
            let waits = request.words.dropFirst().contains { $0.map(lowercase) == Array("block".utf8) }
            return waits ? .blocking : argument(0) == "xread" ? .repeatable : []
        case "client":
            switch argument(1) {
            case "reply": return .unpaired
            case "tracking", "caching", "setname", "no-evict", "no-touch": return .stateful
            case "id", "info", "list", "getname", "getredir", "trackinginfo", "help": return .repeatable
            default: return []
            }
        default: return []
        }
    }

    private static let table: [[UInt8]: CommandTraits] = {
        var table: [[UInt8]: CommandTraits] = [:]
        func enter(_ traits: CommandTraits, _ names: String) {
            for name in names.split(separator: " ") { table[Array(name.utf8)] = traits }
        }
        enter(
            .unpaired,
            "subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe monitor sync psync quit")
        enter(.stateful, "multi exec discard watch unwatch select auth reset readonly readwrite asking")
        enter(
            .blocking,
            "blpop brpop blmove brpoplpush blmpop bzpopmin bzpopmax bzmpop wait waitaof")
        enter(.refined, "hello xread xreadgroup client")
        enter(
            .repeatable,
            """
            get mget strlen getrange substr lcs exists ttl pttl expiretime pexpiretime type keys scan randomkey dbsize \
            dump touch object getbit bitcount bitpos bitfield_ro hget hmget hgetall hkeys hvals hlen hexists hstrlen \
            hrandfield hscan lrange llen lindex lpos smembers scard sismember smismember srandmember sinter sunion \
            sdiff sintercard sscan zrange zrangebyscore zrangebylex zrevrange zrevrangebyscore zrevrangebylex zrank \
            zrevrank zscore zmscore zcard zcount zlexcount zrandmember zinter zunion zdiff zintercard zscan xrange \
            xrevrange xlen xinfo xpending geopos geodist geohash geosearch georadius_ro georadiusbymember_ro sort_ro \
            pfcount eval_ro evalsha_ro fcall_ro ping echo time info command memory role lastsave
            """)
        return table
    }()
}
