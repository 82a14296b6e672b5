// What each header must be, whatever Redis says. That it is as Redis's, KVConformanceTests checks.

import Testing

@testable import KVEngine

@Suite struct HeaderTests {
    private let table = CommandTable.redis

    @Test func `the arguments of every command can be read`() {
        for id in 0..<table.count {
            #expect(throws: Never.self, "\(table.fullName(id))") {
                try ArgumentGrammar.parse("\(table.command(id).docs.syntax)")
            }
        }
    }

    @Test func `every key argument belongs to a key specification`() throws {
        for id in 0..<table.count {
            let command = table.command(id)
            let numbers = try ArgumentGrammar.parse("\(command.docs.syntax)").keyNumbers
            #expect(numbers.isSubset(of: Set(command.keys.indices)), "\(table.fullName(id))")
        }
    }
}

extension [ArgumentTree] {
    fileprivate var keyNumbers: Set<Int> {
        reduce(into: []) { numbers, argument in
            if let number = argument.keySpec { numbers.insert(number) }
            numbers.formUnion(argument.arguments.keyNumbers)
        }
    }
}
