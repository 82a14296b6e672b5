// What a test pays for looking at its server and for putting its data back.

import HermeticKV

extension EmbeddedRun {
    private static let keys = 10_000
    private static let repetitions = 50

    /// Measures a snapshot and its return, with 10,000 keys of all types, one in ten with a time to live.
    func snapshots() throws -> [Finding] {
        let server = try TestServer.start(seed: 1)
        for number in 0..<Self.keys {
            switch number % 10 {
            case 0: server.execute("HSET", "hash:\(number)", "name", "ada", "visits", number)
            case 1: server.execute("RPUSH", "list:\(number)", "a", "b", "c")
            case 2: server.execute("ZADD", "zset:\(number)", number, "m")
            case 3: server.execute("SADD", "set:\(number)", "a", "b")
            case 4: server.execute("SET", "session:\(number)", "v", "EX", 100_000)
            default: server.execute("SET", "key:\(number)", "value:\(number)")
            }
        }
        var (taking, restoring): ([Double], [Double]) = ([], [])
        for _ in 0..<Self.repetitions {
            var before = ContinuousClock.now
            let snapshot = server.snapshot()
            taking.append((ContinuousClock.now - before) / .milliseconds(1))
            before = ContinuousClock.now
            server.restore(snapshot)
            restoring.append((ContinuousClock.now - before) / .milliseconds(1))
        }
        return [
            Finding(
                "snapshot of 10,000 keys", unit: "ms", candidate: Statistics.median(taking), limit: 5),
            Finding("  and back", unit: "ms", candidate: Statistics.median(restoring), limit: 5),
        ]
    }

    /// Measures what the journal adds to a command.
    func journal() throws -> Finding {
        var times: [Double] = []
        for _ in 0..<5 {
            let (off, on) = (try secondsOfCalls(isNoted: false), try secondsOfCalls(isNoted: true))
            times.append(on - off)
        }
        return Finding(
            "what the journal adds to a command", unit: "us",
            candidate: Statistics.median(times) / Double(Self.notedCalls) * 1_000_000, limit: 0.2)
    }

    private static let notedCalls = 200_000

    private func secondsOfCalls(isNoted: Bool) throws -> Double {
        var configuration = TestServer.Configuration()
        configuration.journalsDirectCalls = isNoted
        let server = try TestServer(configuration)
        let before = ContinuousClock.now
        for _ in 0..<Self.notedCalls { server.execute("GET", "user:1") }
        return (ContinuousClock.now - before) / .seconds(1)
    }
}
