// Random string commands on a few keys agree with a dictionary of byte arrays, and the database stays in order.

import Testing

@testable import KVEngine

@Suite struct StringModelTests {
    private struct Model {
        var values: [String: [UInt8]] = [:]
        /// Keys that were given a deadline.
        var expiring: Set<String> = []
    }

    private func text(_ count: Int, _ random: inout Random) -> [UInt8] {
        (0..<count).map { _ in UInt8(97 + random.below(26)) }
    }

    private func run(_ redis: TestEngine, _ words: [[UInt8]]) -> String {
        String(decoding: redis.raw(arguments: words), as: UTF8.self)
    }

    /// Runs one random command on both sides.
    private func step(_ redis: TestEngine, _ model: inout Model, _ random: inout Random) {
        let name = "k\(random.below(12))"
        let key = Array(name.utf8)
        let lengths = [3, 40, 45, 300, 3000, 4096, 4097, 9000]
        let piece = text(random.below(lengths[random.below(lengths.count)]), &random)
        let old = model.values[name] ?? []
        switch random.below(9) {
        case 0:
            #expect(run(redis, [Array("SET".utf8), key, piece]) == "+OK\r\n")
            model.values[name] = piece
            model.expiring.remove(name)
        case 1:
            #expect(run(redis, [Array("SET".utf8), key, piece, Array("KEEPTTL".utf8)]) == "+OK\r\n")
            model.values[name] = piece
        case 2:
            #expect(run(redis, [Array("SETEX".utf8), key, Array("100".utf8), piece]) == "+OK\r\n")
            model.values[name] = piece
            model.expiring.insert(name)
        case 3, 4:
            let length = old.count + piece.count
            #expect(run(redis, [Array("APPEND".utf8), key, piece]) == ":\(length)\r\n")
            model.values[name] = old + piece
        case 5:
            setRange(redis, name, old, piece, random.below(old.count + 100), &model)
        case 6:
            let number = Int64(bitPattern: random.next()) >> 40
            redis("SET \(name) \(number) KEEPTTL")
            #expect(redis("INCR \(name)") == ":\(number + 1)\r\n")
            model.values[name] = Array(String(number + 1).utf8)
        case 7:
            #expect(redis("GETDEL \(name)").hasPrefix("$\(model.values[name]?.count ?? -1)\r\n"))
            model.values[name] = nil
            model.expiring.remove(name)
        default:
            redis("RENAME \(name) other")
            redis("RENAME other \(name)")
        }
    }

    private func setRange(
        _ redis: TestEngine, _ name: String, _ old: [UInt8], _ piece: [UInt8], _ offset: Int,
        _ model: inout Model
    ) {
        let words = ["SETRANGE", name, String(offset)].map { Array($0.utf8) } + [piece]
        let end = piece.isEmpty ? 0 : offset + piece.count
        #expect(run(redis, words) == ":\(max(old.count, end))\r\n")
        if piece.isEmpty { return }
        var new = old + Array(repeating: 0, count: max(0, end - old.count))
        new.replaceSubrange(offset..<end, with: piece)
        model.values[name] = new
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `values, deadlines and memory accounts stay right through random edits`(seed: UInt64) {
        var random = Random(seed: seed)
        let redis = TestEngine(seed: seed)
        var model = Model()
        for round in 0..<600 {
            step(redis, &model, &random)
            guard round % 10 == 0 else { continue }
            redis.checkInvariants()
            for (name, value) in model.values {
                #expect(
                    redis.raw(arguments: [Array("GET".utf8), Array(name.utf8)]).dropLast(2).suffix(
                        value.count) == value[...])
                #expect(redis("TTL \(name)") == (model.expiring.contains(name) ? ":100\r\n" : ":-1\r\n"))
            }
            #expect(redis("DBSIZE") == ":\(model.values.count)\r\n")
        }
        redis.advance(milliseconds: 100_000)
        #expect(redis("DBSIZE") == ":\(model.values.count - model.expiring.count)\r\n")
        redis("FLUSHALL")
        #expect(redis.engine.databases[0].accountedBytes == 0)
    }
}
