// That no command is without a case.

import Testing

@testable import KVConformance

@Suite struct CoverageTests {
    /// The first two words of every command in the cases, in capitals.
    private func used() throws -> Set<[String]> {
        let store = CaseStore.ofThisPackage
        let steps = try store.names().flatMap { try store.file($0).cases.flatMap(\.steps) }
        return steps.reduce(into: []) { used, step in
            guard case .command(let words) = step.action else { return }
            let names = words.prefix(2).map { word in
                if case .text(let bytes) = word {
                    String(decoding: bytes, as: UTF8.self).uppercased()
                } else {
                    ""
                }
            }
            used.insert(names)
            used.insert(Array(names.prefix(1)))
        }
    }

    @Test func `every command and subcommand has a case`() throws {
        let used = try used()
        let without = try CommandSyntax.all(of: OwnServer()).map(\.words).filter { !used.contains($0) }
        #expect(without.isEmpty)
    }
}
