// redis-tests: Redis's own test suite against our server, and against a real one beside it.

import Foundation
import KVConformance
import KVProcessSupport
import KVToolSupport

enum RedisTestsCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance redis-tests", version: "0.1.0",
        summary: "Runs Redis's own test suite, unpacked from its source, against this package's server.",
        sections: [
            FlagSection(
                "What to run",
                [
                    Flag(
                        "source", "folder",
                        help: "The unpacked source of Redis 7.0.15 (apt-get source redis); required."),
                    Flag("only", "units", isRepeated: true, help: "These units, as type/string."),
                    Flag(
                        "redis", help: "Run a real redis-server too, and tell which tests it passes beyond."),
                    Flag("timeout", "seconds", help: "How long a single test may take (default 20)."),
                ]),
            FlagSection(
                "Output",
                [
                    Flag(
                        "check",
                        help:
                            "Exit with 1 if a unit passes fewer tests than its floor, or others fail than are listed "
                            + "with their reasons."),
                    Flag("update-floors", help: "Raise the floors to what was passed."),
                    Flag("verbose", help: "Name the tests that do not pass, and why."),
                ]),
        ],
        examples: [
            UsageExample("--source redis-7.0.15 --check", "What continuous integration runs."),
            UsageExample(
                "--source redis-7.0.15 --only type/set --redis --verbose", "One unit, side by side."),
        ])

    static func run(_ values: FlagValues) throws -> Int32 {
        guard let source = values.string("source") else {
            throw UsageError("--source is missing: the folder that apt-get source redis unpacks")
        }
        var units = try TestFloors.parse(text(of: TestFloors.fileName))
        let only = try values.names("only", "a unit")
        for name in only where !units.contains(where: { $0.name == name }) {
            throw UsageError("--only: there is no unit \(name); \(TestFloors.fileName) lists them")
        }
        let suite = try TestSuite(
            source: URL(filePath: source), skipped: text(of: TestSuite.skipFileName),
            secondsForATest: try values.integer("timeout", in: 1...3600) ?? 20)
        let reasons = try TestReasons(text(of: TestReasons.fileName))
        var run = RedisTestsRun(suite: suite, reasons: reasons, values: values)
        for index in units.indices where only.isEmpty || only.contains(units[index].name) {
            let passed = try run.run(units[index])
            if values.isOn("update-floors") { units[index] = units[index].raised(to: passed) }
        }
        run.finish()
        if values.isOn("update-floors") {
            let file = CaseStore.ofThisPackage.root.appending(path: TestFloors.fileName)
            try TestFloors.text(units).write(to: file, atomically: true, encoding: .utf8)
        }
        return run.isAsListed || !values.isOn("check") ? ExitCode.success : ExitCode.failure
    }

    private static func text(of file: String) throws -> String {
        try String(contentsOf: CaseStore.ofThisPackage.root.appending(path: file), encoding: .utf8)
    }
}

/// The units run so far.
private struct RedisTestsRun {
    let suite: TestSuite
    let reasons: TestReasons
    let values: FlagValues
    private var missed: [String] = []
    private var complaints = 0
    private var sums = (redis: 0, passed: 0, failed: 0, skipped: 0, hung: 0)

    /// Whether all floors are reached, and what fails is what is listed.
    var isAsListed: Bool { missed.isEmpty && complaints == 0 }

    init(suite: TestSuite, reasons: TestReasons, values: FlagValues) {
        self.suite = suite
        self.reasons = reasons
        self.values = values
        Console.say(
            RedisTestsRun.columns(
                "unit", ["redis", "passed", "failed", "skipped", "hung", "floor", "seconds"]))
    }

    private static func columns(_ name: String, _ fields: [String]) -> String {
        SummaryTable.columns([name] + fields, first: 28, others: 9)
    }

    /// Runs a unit and prints its line.
    ///
    /// - Returns: the number of tests passed.
    mutating func run(_ unit: TestUnit) throws -> Int {
        Console.progress(unit.name)
        let started = Date.now
        var server: OwnServer?
        let folder = FileManager.default.temporaryDirectory.appending(path: "kv-data-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = try suite.run(unit) {
            let fresh = try OwnServer(clock: .system, dataFolder: folder.path)
            server = fresh
            return fresh.port
        }
        withExtendedLifetime(server) {}
        let seconds = Int(Date.now.timeIntervalSince(started))
        let redis = values.isOn("redis") ? try runRedis(unit) : nil
        let isMissed = output.passed.count < unit.floor
        if isMissed { missed.append(unit.name) }
        add(output, redis?.passed.count ?? unit.passedByRedis)
        let counts = [
            redis?.passed.count ?? unit.passedByRedis, output.passed.count, output.failed.count,
            output.skipped.count - output.hung.count, output.hung.count, unit.floor, seconds,
        ]
        let remark = isMissed ? "  below its floor" : ""
        Console.say(RedisTestsRun.columns(unit.name, counts.map { "\($0)" }) + remark)
        tell(output, redis, of: unit.name)
        return output.passed.count
    }

    private func runRedis(_ unit: TestUnit) throws -> UnitOutput {
        var server: RedisProcess?
        defer { withExtendedLifetime(server) {} }
        return try suite.run(unit) {
            server = nil
            let fresh = try RedisProcess()
            fresh.followSystemClock()
            server = fresh
            return fresh.port
        }
    }

    private mutating func tell(_ output: UnitOutput, _ redis: UnitOutput?, of unit: String) {
        if let exception = output.exception {
            Console.say("    ended early: \(exception)")
        } else if !output.isFinished {
            Console.say("    did not come to its end")
        }
        for complaint in reasons.complaints(about: output, of: unit) {
            complaints += 1
            Console.say("    \(complaint)")
        }
        guard values.isOn("verbose") else { return }
        for (test, verdict) in output.failed.map({ ($0, "failed") }) + output.hung.map({ ($0, "hung") }) {
            let reason = reasons.reason(for: test, in: unit).map { " (\($0))" } ?? ""
            Console.say("    \(verdict): \(test)\(reason)")
        }
        let known = Set(output.passed + output.failed + output.skipped)
        for test in redis?.passed ?? [] where !known.contains(test) {
            Console.say("    not reached: \(test)")
        }
    }

    private mutating func add(_ output: UnitOutput, _ redis: Int) {
        sums.redis += redis
        sums.passed += output.passed.count
        sums.failed += output.failed.count
        sums.skipped += output.skipped.count - output.hung.count
        sums.hung += output.hung.count
    }

    /// Prints the sums.
    func finish() {
        let counts = [sums.redis, sums.passed, sums.failed, sums.skipped, sums.hung].map { "\($0)" }
        Console.say(RedisTestsRun.columns("all", counts))
        if !missed.isEmpty { Console.say("below their floors: \(missed.joined(separator: ", "))") }
        if complaints > 0 { Console.say("not as in \(TestReasons.fileName): \(complaints) tests") }
    }
}

extension TestUnit {
    fileprivate func raised(to passed: Int) -> TestUnit {
        TestUnit(name: name, passedByRedis: passedByRedis, floor: max(floor, passed))
    }
}
