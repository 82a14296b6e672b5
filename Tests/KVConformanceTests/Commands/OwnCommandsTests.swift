// Our own commands against those of Redis, as recorded, and the README's table of them.

import Foundation
import Testing

@testable import KVConformance

@Suite struct OwnCommandsTests {
    private let comparison: CatalogueComparison

    init() throws {
        let recorded = try #require(CaseStore.ofThisPackage.commandCatalogue())
        comparison = CatalogueComparison(
            reference: recorded, candidate: try CommandCatalogue(of: OwnServer()))
    }

    @Test func `every command that we have is as Redis's`() {
        #expect(comparison.differences == [], "\(CatalogueReport.lines(comparison).joined(separator: "\n"))")
    }

    @Test func `every command of Redis is known, and most are here`() {
        #expect(comparison.reference.commands.count == 240)
        #expect(comparison.reference.subcommands.count == 126)
        #expect(comparison.candidate.commands.count >= 150)
    }

    @Test func `what we have on top came after Redis 7 0`() {
        #expect(comparison.added == CatalogueComparison.additions)
        for record in comparison.candidate.records where comparison.added.contains(record.name) {
            #expect(record.lines("since") == ["since 7.2.0"])
        }
    }

    @Test func `the README has the table as it is`() throws {
        let text = try String(contentsOf: CaseStore.ofThisPackage.readmeURL, encoding: .utf8)
        #expect(
            GeneratedBlock("commands").content(in: text) == CompatibilityTable(comparison).markdown,
            "stale: swift run kv-conformance commands --update-readme writes it anew")
    }
}
