// Thousands of seeded commands on a few keys in a few databases, against a dictionary that does the same.

import RESP
import Testing

@testable import KVEngine

struct KeyspaceModelTests {
    struct Item {
        var value: Int
        /// Unix milliseconds.
        var deadline: Int64?
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `the keyspace does what a dictionary does`(seed: UInt64) {
        var random = Random(seed: seed)
        var model = KeyspaceModel(random: Random(seed: seed + 100))
        let redis = TestEngine(seed: seed)
        redis.engine.state.value.expiresActively = seed % 2 == 1
        for step in 0..<3000 {
            if random.below(8) == 0 {
                let pause = Int64(random.below(30))
                redis.advance(milliseconds: pause)
                model.now += pause
            }
            let (line, expected) = model.next()
            let reply = redis(line)
            #expect(reply == expected, "\(line) at step \(step)")
            if reply != expected { return }
            if step % 10 == 0 { redis.checkInvariants() }
        }
        #expect(redis.engine.counters.value.expiredKeys > 50)
    }
}

/// Two databases of numbers with deadlines, and a client that makes up commands.
private struct KeyspaceModel {
    typealias Item = KeyspaceModelTests.Item

    var random: Random
    var now = TestEngine.epoch
    private var databases: [[String: Item]] = [[:], [:]]
    private var selected = 0
    private var counter = 0

    init(random: Random) { self.random = random }

    private var keys: [String: Item] {
        get { databases[selected] }
        set { databases[selected] = newValue }
    }

    /// Makes up a command; its line and the reply it should get.
    mutating func next() -> (line: String, reply: String) {
        let now = now
        databases = databases.map { $0.filter { ($0.value.deadline ?? .max) > now } }
        let (key, other) = (name(), name())
        switch random.below(12) {
        case 0, 1: return set(key)
        case 2, 3: return expire(key)
        case 4: return rename(key, other)
        case 5: return copy(key, other)
        case 6: return move(key)
        case 7: return delete(key)
        case 8: return persist(key)
        case 9: return rare()
        case 10: return ("PTTL \(key)", integer(timeLeft(keys[key])))
        default: return ("GET \(key)", keys[key].map { bulk("\($0.value)") } ?? "$-1\r\n")
        }
    }

    private mutating func name() -> String { "key\(random.below(12))" }

    private func integer(_ value: some BinaryInteger) -> String { ":\(value)\r\n" }

    private func bulk(_ text: String) -> String { "$\(text.utf8.count)\r\n\(text)\r\n" }

    private func timeLeft(_ item: Item?) -> Int64 {
        guard let item else { return -2 }
        return item.deadline.map { $0 - now } ?? -1
    }

    private mutating func set(_ key: String) -> (String, String) {
        counter += 1
        keys[key] = Item(value: counter)
        return ("SET \(key) \(counter)", "+OK\r\n")
    }

    private mutating func delete(_ key: String) -> (String, String) {
        let gone = keys.removeValue(forKey: key)
        return ("DEL \(key)", integer(gone == nil ? 0 : 1))
    }

    private mutating func expire(_ key: String) -> (String, String) {
        let time = Int64(random.below(60)) - 5
        let line = "PEXPIRE \(key) \(time)"
        guard keys[key] != nil else { return (line, integer(0)) }
        let deadline = now + time
        if time <= 0 { keys[key] = nil } else { keys[key]?.deadline = deadline }
        return (line, integer(1))
    }

    private mutating func rename(_ key: String, _ other: String) -> (String, String) {
        let line = "RENAME \(key) \(other)"
        guard let item = keys.removeValue(forKey: key) else { return (line, "-ERR no such key\r\n") }
        keys[other] = item
        return (line, "+OK\r\n")
    }

    private mutating func copy(_ key: String, _ other: String) -> (String, String) {
        let target = random.below(2)
        let line = "COPY \(key) \(other) DB \(target) REPLACE"
        if key == other, target == selected {
            return (line, "-ERR source and destination objects are the same\r\n")
        }
        guard let item = keys[key] else { return (line, integer(0)) }
        databases[target][other] = item
        return (line, integer(1))
    }

    private mutating func move(_ key: String) -> (String, String) {
        let target = 1 - selected
        let line = "MOVE \(key) \(target)"
        guard let item = keys[key], databases[target][key] == nil else { return (line, integer(0)) }
        keys[key] = nil
        databases[target][key] = item
        return (line, integer(1))
    }

    private mutating func persist(_ key: String) -> (String, String) {
        let had = keys[key]?.deadline != nil
        keys[key]?.deadline = nil
        return ("PERSIST \(key)", integer(had ? 1 : 0))
    }

    private mutating func rare() -> (String, String) {
        switch random.below(6) {
        case 0:
            databases.swapAt(0, 1)
            return ("SWAPDB 0 1", "+OK\r\n")
        case 1 where random.below(4) == 0:
            keys = [:]
            return ("FLUSHDB", "+OK\r\n")
        case 2, 3:
            selected = random.below(2)
            return ("SELECT \(selected)", "+OK\r\n")
        default:
            let number = random.below(12)
            return ("EXISTS key\(number)", integer(keys["key\(number)"] == nil ? 0 : 1))
        }
    }
}
