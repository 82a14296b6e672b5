// Pauses and deadlines of a flush, on a clock that goes on only when it is told to.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVSockets
import KVToolSupport
import TestSupport
import Testing

@testable import KVCacheTools

@Suite(.server(seed: 14)) struct FlushTimeTests {
    private let server = TestServer.current
    private let clock = ManualClock()
    private let voice = Listener()

    private func start(_ change: (inout FlushOptions) -> Void = { _ in }) throws -> (
        Task<FlushRecord, any Error>, StopSwitch
    ) {
        var options = FlushOptions()
        change(&options)
        let time = ToolTime(clock) { 0 }
        let stop = StopSwitch(time)
        let (url, voice, asked) = (try KVURL(server.url), voice, options)
        let outcome = Locked<FlushRecord?>(nil)
        return (
            Task {
                _ = await stop.run {
                    let servers = FlushServers(url, time, timeout: asked.timeout) { 0.5 }
                    guard let rules = try? FlushRules(asked) else { return 1 }
                    let record = await FlushRun(asked, rules, servers, stop, time, voice).run()
                    outcome.withLock { $0 = record }
                    return 0
                }
                return try #require(outcome.withLock { $0 })
            }, stop
        )
    }

    @Test func `the pauses are one second and two`() async throws {
        server.faults.inject(.acceptAndClose)
        let (run, _) = try start()
        await clock.untilSleeping(until: .seconds(1))
        clock.advance(by: .seconds(1))
        await clock.untilSleeping(until: .seconds(3))
        clock.advance(by: .seconds(2))
        let record = try await run.value
        #expect(record.outcome == .failed && record.attempts == 3)
        #expect(
            voice.lines.contains {
                $0.hasPrefix("attempt 1/3 failed: ") && $0.hasSuffix("; retrying in 1.0s")
            })
        #expect(
            voice.lines.contains {
                $0.hasPrefix("attempt 2/3 failed: ") && $0.hasSuffix("; retrying in 2.0s")
            })
    }

    @Test func `a server that loads its data is waited for until the deadline`() async throws {
        server.faults.inject(.error(.loading), into: .command("SCAN"))
        let (run, _) = try start()
        var now = Duration.zero
        for pause in [1, 2, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5] {
            await clock.untilSleeping(until: now + .seconds(pause))
            clock.advance(by: .seconds(pause))
            now += .seconds(pause)
        }
        await clock.untilSleeping(until: .seconds(62))
        clock.advance(by: .seconds(5))
        let record = try await run.value
        #expect(record.outcome == .timeout)
        #expect(record.reason == "not done within 60.0s")
    }

    @Test func `a command that is under way when a signal comes is given two seconds`() async throws {
        server["mocs:1"] = "x"
        server.faults.inject(.stallWriting, into: .command("UNLINK"))
        let (run, stop) = try start()
        while server.journal.count(of: "UNLINK") == 0 { await Task.yield() }
        stop.end(.interrupted)
        await clock.untilSleeping(until: .seconds(2))
        clock.advance(by: .seconds(2))
        let record = try await run.value
        #expect(record.outcome == .interrupted && record.inDoubt == 1 && record.deleted == 0)
    }

    @Test func `keys that come during the flush are not left out of the count`() async throws {
        server["mocs:1"] = "x"
        let (run, _) = try start { $0.pause = .seconds(5) }
        await clock.untilSleeping(until: .seconds(5))
        server["mocs:1"] = "again"
        server["mocs:2"] = "new"
        clock.advance(by: .seconds(5))
        let record = try await run.value
        #expect(record.deleted == 1)
        #expect(record.remaining?.left == 1 && record.remaining?.created == 1)
    }
}

/// Keeps what a run says.
private final class Listener: FlushVoice {
    private let said = Locked<[String]>([])

    var lines: [String] { said.withLock { $0 } }

    func log(_ line: String) { said.withLock { $0.append(line) } }
    func warn(_ text: String) { log("warning: " + text) }
    func progress(_ text: String) {}
}
