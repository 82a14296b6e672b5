// LATENCY on clocks that the test moves.

import RESP
import Testing

@testable import KVEngine

@Suite struct LatencyTests {
    let redis: TestEngine
    let time = Shared(UInt64(0))

    init() {
        redis = TestEngine { [time] in time.value }
    }

    /// Lets a command of the test's take so long.
    private func spend(_ milliseconds: Int64) {
        let line = "DEBUG SLEEP \(Double(milliseconds) / 1000)"
        redis(line)
        redis.advance(milliseconds: milliseconds)
        #expect(redis(line) == "+OK\r\n")
    }

    @Test func `nothing is kept unless it is asked for`() {
        spend(300)
        #expect(redis("LATENCY LATEST") == "*0\r\n")
    }

    @Test func `a command that takes long is a sample of its second`() {
        redis("CONFIG SET latency-monitor-threshold 100")
        spend(300)
        redis.advance(milliseconds: 700)
        spend(99)
        spend(100)
        spend(200)
        let first = "*2\r\n:1700000000\r\n:300\r\n"
        let second = "*2\r\n:1700000001\r\n:200\r\n"
        #expect(redis("LATENCY HISTORY command") == "*2\r\n\(first)\(second)")
        #expect(redis("LATENCY LATEST") == "*1\r\n*4\r\n$7\r\ncommand\r\n:1700000001\r\n:200\r\n:300\r\n")
        #expect(redis("LATENCY HISTORY Command") == "*0\r\n")
    }

    @Test func `the samples of 160 seconds are kept`() {
        redis("CONFIG SET latency-monitor-threshold 1")
        for _ in 0..<170 { spend(1000) }
        #expect(redis.engine.latency.series["command"]?.samples.count == 160)
        #expect(redis.engine.latency.series["command"]?.samples.first?.time == 1_700_000_011)
    }

    @Test func `RESET forgets all events, or those named in any case`() {
        redis("CONFIG SET latency-monitor-threshold 1")
        spend(5)
        #expect(redis("LATENCY RESET nosuch COMMAND") == ":1\r\n")
        spend(5)
        #expect(redis("LATENCY RESET") == ":1\r\n")
        #expect(redis("LATENCY RESET") == ":0\r\n")
    }

    @Test func `keys that take long to go are an event`() {
        redis("CONFIG SET latency-monitor-threshold 10")
        redis("SET k v PX 5")
        redis.engine.state.value.isObserved = true
        redis.engine.observer = { [time] _ in time.value += 20_000_000 }
        redis.advance(milliseconds: 5)
        #expect(redis.engine.latency.series["expire-cycle"]?.worst == 20)
    }

    @Test func `a graph has a column for each sample and its age below`() {
        redis("CONFIG SET latency-monitor-threshold 1")
        spend(1000)
        spend(4000)
        redis.advance(milliseconds: 60_000)
        let reply = redis("LATENCY GRAPH command").split(separator: "\r\n", omittingEmptySubsequences: false)
        let graph = reply[1]
        let lines = graph.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "command - high 4000 ms, low 1000 ms (all time high 4000 ms)")
        #expect(lines[1] == String(repeating: "-", count: 80))
        #expect(lines[2...] == [" #", " |", " |", "_|", "  ", "11", "mm", ""])
        #expect(redis("LATENCY GRAPH nosuch") == "-ERR No samples available for event 'nosuch'\r\n")
    }

    @Test func `the doctor tells what was seen`() {
        #expect(redis("LATENCY DOCTOR").contains("latency-monitor-threshold"))
        redis("CONFIG SET latency-monitor-threshold 1")
        #expect(redis("LATENCY DOCTOR").contains("1 ms or longer"))
        spend(5)
        #expect(redis("LATENCY DOCTOR").contains("1. command: 1 seconds with spikes"))
    }

    // MARK: HISTOGRAM

    @Test func `calls are counted under limits that double`() {
        let histogram = LatencyHistogram()
        for nanoseconds: UInt64 in [0, 1031, 1032, 33_023, 33_024, 5_000_000_000] {
            histogram.add(1, nanoseconds: nanoseconds)
        }
        #expect(histogram.cumulative.map(\.microseconds) == [1, 2, 33, 66, 1_082_130])
        #expect(histogram.cumulative.map(\.calls) == [2, 3, 4, 5, 6])
        #expect(histogram.total == 6)
    }

    @Test func `every call is counted, in a pipeline too`() {
        redis("CONFIG RESETSTAT")
        _ = redis.raw(bytes: Array("GET a\r\nGET b\r\nSET a x\r\nINCR a\r\n".utf8))
        #expect(redis("LATENCY HISTOGRAM get").hasPrefix("*2\r\n$3\r\nget\r\n*4\r\n$5\r\ncalls\r\n:2\r\n"))
        #expect(redis("LATENCY HISTOGRAM incr nosuch").contains("calls\r\n:1\r\n"))
        #expect(redis("LATENCY HISTOGRAM config").hasPrefix("*2\r\n$16\r\nconfig|resetstat\r\n"))
        #expect(redis("LATENCY HISTOGRAM zadd nosuch") == "*0\r\n")
    }

    @Test func `EXEC is counted, and so are its commands`() {
        redis("MULTI")
        redis("GET a")
        redis("GET b")
        redis("EXEC")
        #expect(redis("LATENCY HISTOGRAM exec").contains("calls\r\n:1\r\n"))
        #expect(redis("LATENCY HISTOGRAM get").contains("calls\r\n:2\r\n"))
    }

    @Test func `nothing is counted while tracking is off`() {
        redis("CONFIG SET latency-tracking no")
        redis("CONFIG RESETSTAT")
        redis("GET a")
        #expect(redis("LATENCY HISTOGRAM") == "*0\r\n")
        #expect(redis.engine.histograms.isEmpty)
    }
}
