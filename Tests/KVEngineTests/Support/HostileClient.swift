// A client that sends anything and believes nothing: after each command it reads the reply and, now and then,
// looks whether everything the engine holds is in order.

import RESP

@testable import KVEngine

/// Drives one engine with made-up commands.
struct HostileClient {
    /// What was wrong, with the command it was wrong after.
    struct Complaint: Error, CustomStringConvertible {
        let description: String
    }

    private var commands: HostileCommands
    private var random: Random
    private var redis: TestEngine
    private var sent = 0

    /// Bytes of a string or of one reply's random elements: what the engine may be made to hold for one command.
    private static let mostBytes = 1 << 20

    init(seed: UInt64) throws {
        commands = try HostileCommands(seed: seed)
        random = Random(seed: seed &+ 1)
        redis = TestEngine(seed: seed)
    }

    /// Sends commands and checks what comes of them.
    mutating func run(_ count: Int, tracing trace: (([[UInt8]]) -> Void)? = nil) throws {
        for _ in 0..<count {
            if random.below(64) == 0 { disturb() }
            let words = commands.next()
            trace?(words)
            try send(words)
            sent += 1
            if sent % 128 == 0 { redis.checkEverything() }
        }
        redis.checkEverything()
    }

    private mutating func send(_ words: [[UInt8]]) throws {
        let before = redis.client.modes.value.reply
        let wasPushedTo = isPushedTo(by: words)
        let reply = redis.raw(arguments: words)
        // What comes now is a payload and a stream, and no client's any more.
        if words.asksForStream, redis.client.isReplica || redis.hasEnded {
            redis = redis.anotherClient()
            return
        }
        if redis.engine.state.value.isReplica, random.below(4) == 0 { redis("REPLICAOF NO ONE") }
        let after = redis.client.modes.value.reply
        let mayBeSilent =
            before != .on || after != .on || redis.outcome != .done || redis.hasEnded
            || redis.client.isMonitor
        // EXEC's answer breaks off at a CLIENT REPLY OFF or a DEBUG SLEEP among its commands.
        let isExec = words.first?.withByteView { $0.matches("exec") } == true
        let mayBreakOff = isExec && (before != after || redis.outcome != .done || redis.hasEnded)
        if !(reply.isEmpty && mayBeSilent || mayBreakOff) {
            try check(reply, to: words, mayBeSeveral: wasPushedTo)
        }
        // Who listens may do little else, so it does not go on for long.
        if redis.client.isListener, random.below(2) == 0 { redis("RESET") }
        // One that waits is left to what others do.
        if redis.hasEnded || redis.outcome == .blocked { redis = redis.anotherClient() }
        if case .postponed(let end) = redis.outcome { redis.endHold(by: end) }
        redis.engine.settings.protoMaxBulkLength = HostileClient.mostBytes
        // Who may do little gets nowhere, so it does not go on for long.
        if !redis.client.modes.value.isTrusted, random.below(4) == 0 { restoreUsers() }
    }

    /// Lets the client be the default user, and that one do everything.
    private func restoreUsers() {
        let access = redis.engine.access
        access.defaultUser.rules = .ofDefaultUser
        redis.engine.rulesChanged(of: access.defaultUser)
        redis.engine.becomeDefaultUser(redis.client)
    }

    /// Whether pushes may come with the reply to a command.
    private func isPushedTo(by words: [[UInt8]]) -> Bool {
        let name = String(decoding: words[0], as: UTF8.self).lowercased()
        return redis.client.isListener || name.hasSuffix("subscribe")
    }

    /// A reply is exactly one value, unless there are pushes beside it.
    private func check(_ reply: [UInt8], to words: [[UInt8]], mayBeSeveral: Bool) throws {
        var read = 0
        repeat {
            var parser = ReplyParser(limits: ReplyLimits(maxLineLength: .max))
            let step = reply.withByteView { parser.next($0[read..<$0.count]) }
            guard case .value(_, let length) = step else { break }
            read += length
        } while mayBeSeveral && read < reply.count
        if read > 0, read == reply.count { return }
        let start = String(decoding: reply.prefix(200), as: UTF8.self)
        throw Complaint(description: "\(words.text) was answered with \(start.debugDescription)")
    }

    /// What happens to a server beside commands: time passes, clients come, limits change.
    private mutating func disturb() {
        switch random.below(13) {
        case 0, 1, 2: redis.advance(milliseconds: Int64(random.below(5000)))
        case 3: redis.advance(milliseconds: Int64(random.below(100)) * 86_400_000)
        case 4: redis = redis.anotherClient()
        case 10: redis.anotherClient()("SYNC")
        case 5, 6: redis("HELLO \(2 + random.below(2))")
        case 7: redis("FLUSHALL")
        case 8: redis("CLIENT REPLY ON")
        case 9: limitEncodings()
        default: limitMemory()
        }
    }

    private mutating func limitEncodings() {
        let limits = [0, 1, 2, 8, 64, 512]
        for name in [
            "hash-max-listpack-entries", "hash-max-listpack-value", "set-max-intset-entries",
            "zset-max-listpack-entries", "zset-max-listpack-value", "stream-node-max-entries",
            "stream-node-max-bytes",
        ] {
            redis("CONFIG SET \(name) \(limits[random.below(limits.count)])")
        }
        redis("CONFIG SET list-max-listpack-size \(random.below(12) - 6)")
    }

    private mutating func limitMemory() {
        let policy = EvictionPolicy.allCases[random.below(EvictionPolicy.allCases.count)].rawValue
        let limit = random.below(2) == 0 ? 0 : 1 << (10 + random.below(10))
        redis("CONFIG SET maxmemory-policy \(policy) maxmemory \(limit) maxmemory-samples 5")
    }
}

extension TestEngine {
    fileprivate var hasEnded: Bool {
        if case .stay = client.ending { return false }
        return true
    }

    /// Lets a pause or a sleep be over.
    fileprivate func endHold(by end: Int64) {
        if end - engine.now < 60_000 { advance(milliseconds: end - engine.now) }
        engine.endPause()
        client.sleepsUntil = nil
        engine.sleepsUntil = 0
    }

    /// Traps when a database or a value in it is not in order.
    fileprivate func checkEverything() {
        for (_, database) in engine.databases.used where database.count > 0 {
            database.checkInvariants()
            database.keys.forEach { $0.checkValue() }
        }
    }
}

extension Entry {
    fileprivate func checkValue() {
        switch kind {
        case .string: break
        case .list: object(as: ListValue.self).elements.checkInvariants()
        case .set: object(as: SetValue.self).checkInvariants()
        case .sortedSet: object(as: SortedSetValue.self).checkInvariants()
        case .hash: object(as: HashValue.self).checkInvariants()
        case .stream: object(as: StreamValue.self).checkInvariants()
        }
    }
}

extension [[UInt8]] {
    /// The command for a person, long words cut short.
    var text: String {
        map { word in
            let start = String(decoding: word.prefix(60), as: UTF8.self).debugDescription
            return word.count > 60 ? "\(start)... (\(word.count) bytes)" : start
        }.joined(separator: " ")
    }
}

extension [[UInt8]] {
    fileprivate var asksForStream: Bool {
        let name = first.map { String(decoding: $0, as: UTF8.self).lowercased() }
        return name == "sync" || name == "psync"
    }
}
