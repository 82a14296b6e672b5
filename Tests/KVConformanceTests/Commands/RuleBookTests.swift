// What ACL rules can name, against the commands of Redis as recorded: all of them, those that this server does not
// have included, each with its categories.

import RESP
import Testing

@testable import KVConformance
@testable import KVEngine

@Suite struct RuleBookTests {
    @Test func `rules know every command of Redis with its categories`() throws {
        let recorded = try #require(CaseStore.ofThisPackage.commandCatalogue())
        let book = RuleBook(.redis)
        #expect(book.entries.count == recorded.records.count + CatalogueComparison.additions.count)
        for record in recorded.records {
            let id = try #require(record.name.withByteView { book.find($0) }, "\(record.name)")
            let categories = Category.allCases.filter { book.members(of: $0)[id] }.map { "@\($0.rawValue)" }
            #expect(record.lines("categories") == ["categories " + categories.joined(separator: " ")])
        }
    }

    @Test func `what newer servers have does not count in a description`() throws {
        let book = RuleBook(.redis)
        let additions = book.entries.indices.filter { book.additions[$0] }
        #expect(
            Set(additions.map { String(decoding: book.entries[$0].name, as: UTF8.self) })
                == CatalogueComparison.additions)
    }
}
