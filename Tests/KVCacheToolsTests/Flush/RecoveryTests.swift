// The verdict on a recovery, and what is drawn and counted of it.

import KVClient
import TestSupport
import Testing
import KVToolSupport

@testable import KVCacheTools

@Suite struct RecoveryTests {
    private func verdict(_ rates: [Double?], before: Double? = 92.5) -> RecoveryVerdict {
        var verdict = RecoveryVerdict(before: before, limit: .seconds(600))
        for (index, rate) in rates.enumerated() {
            verdict.add(
                RecoverySample(at: .seconds(25 * (index + 1)), hitRate: rate, latency: Double(index + 1)))
        }
        return verdict
    }

    @Test func `the verdict names the worst moment and the first good one after it`() {
        let passed = verdict([85, 41.2, 60, 80, 80.3, 90])
        #expect(passed.line == "hit rate 92.5% -> min 41.2% at 0:50 -> 80.3% at 2:05 PASS (limit 10:00)")
        #expect(passed.isPassed)
        let failed = verdict([41.2, 62])
        #expect(failed.line == "hit rate 92.5% -> min 41.2% at 0:25 -> 62.0% at 0:50 FAIL (limit 10:00)")
    }

    @Test func `without reads there is no recovery`() {
        #expect(verdict([nil, nil]).line == "hit rate 92.5% -> no reads were seen FAIL (limit 10:00)")
        #expect(verdict([nil], before: nil).line.hasPrefix("hit rate unknown -> "))
    }

    @Test func `it is settled when it is well twice, and not in the first two minutes`() {
        #expect(!verdict([90, 90]).isSettled)
        #expect(!verdict([40, 40, 40, 40, 90]).isSettled)
        #expect(verdict([40, 40, 40, 40, 90, 91]).isSettled)
    }

    @Test func `the row of blocks shows the fall`() {
        let row = verdict([41.2, 60, 80.3]).sparkline(width: 80)
        #expect(row == "hit rate  93 ┤█▁▄▆  41% at +0:25, >80% at +1:15  PASS")
    }

    @Test func `the chart says in words what it shows, and refers to nothing`() {
        let chart = RecoveryChart(verdict([41.2, 60, 80.3, 90, 90]), target: "redis://a&b")
        #expect(
            chart.svg.contains("<title id=\"rt\">Cache recovery after a flush of redis://a&amp;b</title>"))
        #expect(chart.svg.contains("<desc id=\"rd\">hit rate 92.5%"))
        #expect(!chart.svg.contains("href") && !chart.svg.contains("url("))
        #expect(chart.svg.contains("prefers-color-scheme:dark") && chart.svg.contains(">2:00<"))
        #expect(chart.csv.split(separator: "\n")[1] == "25.0,41.2,1.0")
        #expect(RecoveryChart.csvPath(for: "a.svg") == "a.csv")
    }

    @Test func `a metric that is not known is left out`() {
        var metrics = FlushMetrics(.after, 1_763_856_000_000, environment: "staging", runID: "r")
        metrics.keysDeleted = 8
        metrics.rateBefore = .nan
        metrics.latency = (0..<150).map(Double.init)
        let line = metrics.line
        #expect(
            line.hasPrefix(
                #"{"_aws":{"Timestamp":1763856000000,"CloudWatchMetrics":[{"Namespace":"KVCache/Flush","Dimensions""#
                    + #":[["Service","Environment"]],"Metrics":[{"Name":"KeysDeleted","Unit":"Count"},"#
                    + #"{"Name":"DBQueryLatency","Unit":"Milliseconds"}]}]},"Service":"flush-migration-cache","#
                    + #""Environment":"staging","KeysDeleted":8,"DBQueryLatency":[50,"#))
        #expect(line.hasSuffix(#",149],"Phase":"after","runId":"r"}"#))
    }

    @Test func `what the server counts anew is not subtracted`() {
        #expect(Lookups(hits: 5, misses: 1).since(Lookups(hits: 9, misses: 0)) == Lookups(hits: 5, misses: 1))
        #expect(Lookups(hits: 9, misses: 3).since(Lookups(hits: 5, misses: 1)) == Lookups(hits: 4, misses: 2))
    }
}

@Suite struct FlushPartsTests {
    @Test func `slots are those of the specification`() {
        #expect(KeySlot.of(Array("123456789".utf8)) == 12739)
        #expect(KeySlot.of(Array("{user1000}.following".utf8)) == KeySlot.of(Array("user1000".utf8)))
        #expect(KeySlot.of(Array("foo{}{bar}".utf8)) == KeySlot.of(Array("foo{}{bar}".utf8)))
        #expect(KeySlot.of(Array("foo".utf8)) == 12182)
    }

    @Test func `a batch is halved when it took long, and grows again`() {
        var pace = BatchPace(500)
        pace.note(.milliseconds(51))
        #expect(pace.size == 250)
        pace.note(.milliseconds(30))
        #expect(pace.size == 250)
        pace.note(.milliseconds(1))
        #expect(pace.size == 500)
        for _ in 0..<20 { pace.note(.seconds(1)) }
        #expect(pace.size == 1)
    }

    @Test func `more is scanned at a time as long as it is quick, and not less than at first`() {
        var pace = ScanPace(1000, grows: true)
        for _ in 0..<20 { pace.note(.milliseconds(1)) }
        #expect(pace.count == 5000)
        for _ in 0..<20 { pace.note(.milliseconds(30)) }
        #expect(pace.count == 1000)
        var fixed = ScanPace(70, grows: false)
        fixed.note(.milliseconds(1))
        #expect(fixed.count == 70)
    }

    @Test func `durations are read as people write them`() {
        #expect(
            DurationText.parse("10m") == .seconds(600) && DurationText.parse("500ms") == .milliseconds(500))
        #expect(DurationText.parse("90s") == .seconds(90) && DurationText.parse("1h") == .seconds(3600))
        #expect(DurationText.parse("soon") == nil && DurationText.parse("5 m") == nil)
        #expect(DurationText.clock(.seconds(370)) == "6:10")
    }

    @Test func `figures are grouped, and cut to what is worth reading`() {
        #expect(Figures.grouped(1_000_000) == "1,000,000" && Figures.grouped(999) == "999")
        #expect(Figures.bytes(1_700_000) == "1.7 MB" && Figures.decimal(41.25) == "41.3")
    }

    @Test func `secrets stay out of the audit`() {
        #expect(
            AuditRecord.redacted(["--url", "redis://:s@h", "--dry-run", "--url=redis://:s@h", "--out", "f"])
                == ["--url", "***", "--dry-run", "--url=***", "--out", "f"])
    }

    @Test func `a near miss of a preserved pattern is warned of`() throws {
        var options = FlushOptions()
        options.patterns = ["user-profile:*"]
        let rules = try FlushRules(options)
        #expect(
            rules.warnings == [
                "user-profile:* is not preserved by user-profiles:*, which differs by an s only"
            ])
    }

    @Test func `what a wide pattern could fit besides caches is suggested to be preserved`() throws {
        var options = FlushOptions()
        options.patterns = ["lock:a*"]
        #expect(
            try FlushRules(options).warnings == [
                "lock:a* may fit lock:*, which is no cache as a rule; --preserve 'lock:*' keeps it"
            ])
        options.patterns = ["l*"]
        options.preserves = ["lock:*", "leaderboard:*"]
        #expect(
            try FlushRules(options).warnings.allSatisfy { $0.contains("preserves; those are left alone") })
        options.patterns = ["mocs:*"]
        #expect(try FlushRules(options).warnings == [])
    }

    @Test func `a census of some keys stands for all`() {
        var census = KeyCensus()
        let own = census.add([.status("string"), .integer(30_000), .integer(72)])
        #expect(own == Lookups(hits: 2, misses: 0))
        #expect(census.add([.status("none"), .integer(-2), .null]) == Lookups(hits: 0, misses: 2))
        #expect(census.scaled(to: 100).memory == 7200)
        #expect(census.scaled(to: 100).types == ["string": 100])
    }
}
