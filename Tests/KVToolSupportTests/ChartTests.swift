// Figures, bars, tables and lengths of time.

import Testing

@testable import KVToolSupport

@Suite struct ChartTests {
    private let plain = OutputStyle(isInteractive: false, width: 80, environment: [:])

    @Test func `figures read well`() {
        #expect(Figures.grouped(-1_234_567) == "-1,234,567")
        #expect(Figures.decimal(-0.25) == "-0.3" || Figures.decimal(-0.25) == "-0.2")
        #expect(Figures.decimal(.infinity) == "inf")
        #expect([999, 1_700_000, 2_500_000_000].map(Figures.bytes) == ["999 B", "1.7 MB", "2.5 GB"])
        #expect(Figures.count(1, "key") == "1 key")
    }

    @Test func `bars are as long as their part`() {
        #expect(Bars.bar(1, width: 3) == "███")
        #expect(Bars.bar(0.5, width: 3) == "█▌")
        #expect(Bars.bar(0.0001, width: 3) == "▏")
        #expect([0, -1, .nan].map { Bars.bar($0, width: 3) } == ["", "", ""])
        #expect(Bars.bar(7, width: 2) == "██")
        #expect(Bars.sparkline([0, 50, 100], width: 9) == "▁▅█")
        #expect(Bars.sparkline([9, 0, 50, 100], width: 3) == "▁▅█")
        #expect(Bars.sparkline([], width: 3) == "")
    }

    @Test func `columns are as wide as they have to be`() {
        var table = TextTable(("NAME", .left), ("N", .right), ("", .left))
        table.add("a", "1,000", "")
        table.add("longer", "2", "x")
        #expect(table.lines(plain) == ["NAME        N", "a       1,000", "longer      2  x"])
    }

    @Test func `times are read and written`() {
        #expect(DurationWord.value(of: "1.5s") == .milliseconds(1500))
        #expect(DurationWord.value(of: "500ms") == .milliseconds(500))
        #expect(DurationWord.value(of: "10m") == .seconds(600))
        #expect(DurationWord.value(of: "7") == .seconds(7))
        for wrong in ["", "s", "-1s", "1x", "1e3s", "inf", "nan", "0x10", "9999999999999999d", "1 s"] {
            #expect(DurationWord.value(of: wrong) == nil, "\(wrong)")
        }
        #expect(
            [.seconds(90), .seconds(3600), .milliseconds(5), .zero].map(DurationWord.text) == [
                "90s", "1h", "5ms", "0ms",
            ])
        #expect(DurationWord.clock(.seconds(3665)) == "1:01:05")
    }
}
