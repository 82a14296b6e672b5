// Our headers against Redis's, and what each header must be whatever Redis says.

import Testing

@testable import KVEngine

@Suite struct HeaderTests {
    private let table = CommandTable.redis

    /// What Redis 7.0 does not have.
    private static let additions: Set = ["client|setinfo", "client|no-touch"]

    @Test func `every header is that of Redis`() {
        for id in 0..<table.count where !HeaderTests.additions.contains(table.fullName(id)) {
            #expect(table.headerLine(of: id) == HeaderTests.observed[table.fullName(id)])
        }
    }

    @Test func `additions are of a later Redis`() {
        let later = (0..<table.count).filter { table.command($0).docs.isAddition }.map(table.fullName)
        #expect(Set(later) == HeaderTests.additions)
        #expect(HeaderTests.additions.isDisjoint(with: HeaderTests.observed.keys))
    }

    @Test func `the observed headers are sorted and whole`() {
        let names = HeaderTests.lines.compactMap { $0.split(separator: " ").first }
        #expect(names.count == 366)
        #expect(names == names.sorted())
    }

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

    // MARK: What was observed

    private static let lines = CommandHeaders.observed.split(separator: "\n").map(String.init)

    private static let observed = Dictionary(
        uniqueKeysWithValues: lines.map { (String($0.prefix { $0 != " " }), $0) })
}

extension [ArgumentTree] {
    fileprivate var keyNumbers: Set<Int> {
        reduce(into: []) { numbers, argument in
            if let number = argument.keySpec { numbers.insert(number) }
            numbers.formUnion(argument.arguments.keyNumbers)
        }
    }
}

// MARK: - A header in a line, as `CommandHeaders` writes it

extension CommandTable {
    fileprivate func headerLine(of id: CommandID) -> String {
        let command = command(id)
        let legacy = LegacyKeys(command.keys)
        let flags = CommandFlags.names.filter { command.flags.contains($0.0) }.map { "\($0.1)" }
        let parts =
            [
                fullName(id), "\(command.arity)", flags.isEmpty ? "-" : flags.joined(separator: ","),
                "\(legacy.first):\(legacy.last):\(legacy.step)",
                command.allCategories.map(\.rawValue).joined(separator: ","),
            ] + command.tips.map { "~\($0)" } + command.keys.map(\.line)
        return parts.joined(separator: " ")
    }
}

extension KeySpec {
    fileprivate var line: String {
        let flags = Access.names.filter { access.contains($0.0) }.map { "\($0.1)" }
        return flags.joined(separator: "+") + "@" + beginning + following
    }

    private var beginning: String {
        switch begin {
        case .index(let index): "\(index)"
        case .keyword(let word, let start): "\(word)>\(start)"
        case .unknown: "?"
        }
    }

    private var following: String {
        switch find {
        case .range(0, 1, 0): ""
        case .range(let last, let step, let limit): "..\(last)/\(step)/\(limit)"
        case .keyNumber(let index, let first, let step): "#\(index)+\(first)/\(step)"
        case .unknown: "?"
        }
    }
}
