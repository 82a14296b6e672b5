// All cases of the package: on our server against the recordings, which needs nothing else, and some of them against a
// redis-server where there is one.

import Foundation
import Testing

@testable import KVConformance

@Suite struct ConformanceTests {
    private static let store = CaseStore.ofThisPackage
    private static let names = store.names()

    /// Runs a file and records what fails in it, with the lines that differ.
    private func run(_ name: String, against reference: ConformanceRun.Reference) throws {
        let store = ConformanceTests.store
        let run = ConformanceRun(
            store, candidate: try OwnServer(), reference: reference, known: try store.knownDifferences())
        let text = DifferenceText(isWhole: false, hasColours: false)
        for result in try run.run(store.file(name)) where result.isFailure {
            Issue.record("\(text.lines(of: result).joined(separator: "\n"))")
        }
    }

    @Test func `the cases are found`() {
        #expect(ConformanceTests.names.contains("strings/strlen"))
        #expect(ConformanceTests.names.count >= 100)
    }

    @Test(arguments: names)
    func `we answer as Redis has answered`(file: String) throws {
        try run(file, against: .recordings)
    }

    @Test(
        .enabled(if: RedisProcess.isInstalled, "redis-server is not in PATH"),
        arguments: ["strings/strlen", "lists/lpush"])
    func `we answer as Redis answers`(file: String) throws {
        try run(file, against: .server(RedisProcess()))
    }

    @Test func `a listed difference names a case`() throws {
        let store = ConformanceTests.store
        let cases = try ConformanceTests.names.flatMap { name in
            let file = try store.file(name)
            return file.cases.map { KnownDifferences.name(file, $0) }
        }
        let unknown = Set(try store.knownDifferences().reasons.keys).subtracting(cases)
        #expect(unknown.isEmpty, "no such case: \(unknown.sorted())")
    }

    @Test func `a recording has its cases`() throws {
        let folder = ConformanceTests.store.root.appending(path: "recorded/redis-\(Recording.version)").path
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let recorded = paths.filter { $0.hasSuffix(".replies") }.map { String($0.dropLast(".replies".count)) }
        let without = Set(recorded).subtracting(ConformanceTests.names)
        #expect(without.isEmpty, "recordings without cases: \(without.sorted())")
    }

    /// Such a case waits as long for it as a connection has patience, on both servers.
    @Test(arguments: names)
    func `what is read has come`(file name: String) throws {
        let store = ConformanceTests.store
        let recording = try #require(store.recording(name))
        for script in try store.file(name).cases {
            let entries = recording.transcript(of: script)?.steps ?? []
            for (step, entry) in zip(script.steps, entries) where step.action != .quiet {
                #expect(entry.lines != ["(nothing)"], "\(script.title): line \(step.line)")
            }
        }
    }
}
