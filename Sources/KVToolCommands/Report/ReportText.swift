// A report as people and programs read it.

import KVCacheTools
import KVClient
import KVProcessSupport
import KVToolSupport

/// What a report says.
struct ReportText {
    private let findings: ReportFindings
    private let scan: KeyScan
    private let options: ReportOptions
    private let place: Workplace
    private let patterns: [(pattern: String, sums: KeySums)]

    init(_ findings: ReportFindings, _ scan: KeyScan, _ options: ReportOptions, _ place: Workplace) {
        self.findings = findings
        self.scan = scan
        self.options = options
        self.place = place
        patterns = findings.tree.patterns
    }

    // MARK: For people

    var lines: [String] {
        let style = place.output.style
        let seconds = Figures.decimal(place.time.elapsed() / .seconds(1))
        let memory = scan.knowsMemory ? ", \(Figures.bytes(findings.total.memory))" : ""
        let scope = options.pattern.map { " of \(KeyText.of($0))" } ?? ""
        let title = "\(Figures.count(findings.total.count, "key"))\(scope)\(memory), read in \(seconds) s"
        var lines = [style.paint(title, .bold)]
        if findings.total.count > 0 { lines += [""] + patternTable(style) }
        lines += largest("LARGEST BY MEMORY", findings.byMemory) { Figures.bytes($0.memory ?? 0) }
        lines += largest("MOST ELEMENTS", findings.byElements) { Figures.grouped($0.elements ?? 0) }
        return lines + immortals
    }

    private func patternTable(_ style: OutputStyle) -> [String] {
        let heads = KeySums.classes.map(\.head).joined(separator: "  ")
        var table = TextTable(
            ("PATTERN", .left), ("KEYS", .right), ("MEMORY", .right), ("", .left), ("TYPES", .left),
            ("TTL \(heads)", .left))
        let most = Double(max(patterns.first?.sums.memory ?? 0, 1))
        for (pattern, sums) in patterns.prefix(options.patterns) {
            table.add(
                pattern, Figures.grouped(sums.count), scan.knowsMemory ? Figures.bytes(sums.memory) : "-",
                Bars.bar(Double(sums.memory) / most, width: 12), sums.typeNames, "    " + sums.lifetimeBlocks)
        }
        let left = patterns.count - options.patterns
        return table.lines(style) + (left > 0 ? ["and \(Figures.count(left, "pattern")) more"] : [])
    }

    private func largest(_ title: String, _ list: Largest, _ figure: (KeyFacts) -> String) -> [String] {
        if list.keys.isEmpty { return [] }
        var table = TextTable((title, .right), ("TYPE", .left), ("KEY", .left))
        for key in list.keys { table.add(figure(key), key.type, KeyText.of(key.key)) }
        return [""] + table.lines(place.output.style)
    }

    private var immortals: [String] {
        let count = findings.immortalCount
        if count == 0 { return [] }
        let style = place.output.style
        let prefixes = ReportFindings.mortalPrefixes.map { "\($0)*" }.joined(separator: " and ")
        let title = "NEVER ENDING  \(Figures.count(count, "key")) of \(prefixes)"
        var lines = ["", style.paint(title, .yellow)]
        lines += findings.immortals.prefix(max(options.top, 1)).map { "  \(KeyText.of($0))" }
        if let lifetime = options.repair {
            lines.append(
                "given \(DurationWord.text(lifetime)) to live: \(Figures.count(findings.fixed, "key"))")
        } else {
            lines.append("--fix-ttl 60s gives them an end")
        }
        return lines
    }

    // MARK: For programs

    var members: [JSONValue.Member] {
        [
            .init(
                "totals",
                .object(findings.total.json + [.init("memoryIsKnown", .bool(scan.knowsMemory))])),
            .init(
                "patterns",
                .array(
                    patterns.prefix(options.patterns).map { pattern, sums in
                        .object([.init("pattern", .string(pattern))] + sums.json)
                    })),
            .init("largestByMemory", .array(findings.byMemory.keys.map(json))),
            .init("largestByElements", .array(findings.byElements.keys.map(json))),
            .init(
                "immortal",
                [
                    "count": JSONValue(findings.immortalCount), "fixed": JSONValue(findings.fixed),
                    "keys": JSONValue(findings.immortals.prefix(1000).map(KeyText.of)),
                ]),
            .init(
                "stats",
                ["ownProbeHits": JSONValue(scan.hits), "ownProbeMisses": JSONValue(scan.misses)]),
        ]
    }

    private func json(_ key: KeyFacts) -> JSONValue {
        [
            "key": .string(KeyText.of(key.key)), "type": .string(key.type),
            "memoryBytes": key.memory.map { JSONValue($0) } ?? .null,
            "elements": key.elements.map { JSONValue($0) } ?? .null,
            "ttlMs": key.lifetime.map { .integer($0) } ?? .null,
        ]
    }
}
