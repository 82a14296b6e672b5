// What kv-conformance can do; each of these is a file of its own, with its flags and its work.

import Foundation
import KVConformance
import KVToolSupport

/// One thing that kv-conformance does.
protocol Subcommand: Sendable {
    static var interface: CommandLineInterface { get }

    /// Does it.
    ///
    /// - Returns: the exit status.
    /// - Throws: what is wrong with a flag, or why it cannot be done.
    static func run(_ values: FlagValues) throws -> Int32
}

extension Subcommand {
    /// The word on the command line.
    static var name: String { String(interface.program.dropFirst("kv-conformance ".count)) }
}

/// All of them, and help on them.
enum Subcommands {
    static var all: [any Subcommand.Type] {
        [
            CheckCommand.self, CompareCommand.self, CommandsCommand.self, RecordCommand.self,
            FuzzCommand.self, RedisTestsCommand.self,
        ]
    }

    static var help: String {
        """
        kv-conformance: compares this package's server with Redis, command by command.

        Usage: kv-conformance COMMAND [flags]

        \(all.map { "  \($0.name.padding(toLength: 13, withPad: " ", startingAt: 0))\($0.interface.summary)" }
            .joined(separator: "\n"))

        kv-conformance COMMAND --help tells the flags of each.

        """
    }
}

/// The flags that several of them have.
enum CommonFlags {
    static let only = Flag(
        "only", "names", isRepeated: true,
        help: "These files or folders of cases, as strings/set or strings.")

    static let root = Flag(
        "conformance", "folder", help: "The folder with cases and recordings (default: this package's).")

    /// The files that the flags choose.
    static func files(_ values: FlagValues, in store: CaseStore) throws -> [CaseFile] {
        let only = try values.names("only", "a file or a folder of cases")
        let names = store.names().filter { name in
            only.isEmpty || only.contains { name == $0 || name.hasPrefix($0 + "/") }
        }
        for name in only where !names.contains(where: { $0 == name || $0.hasPrefix(name + "/") }) {
            throw UsageError("--only: there are no cases \(name) in \(store.root.path)/cases")
        }
        return try names.map(store.file)
    }

    static func store(_ values: FlagValues) -> CaseStore {
        values.string("conformance").map { CaseStore(root: URL(filePath: $0)) } ?? .ofThisPackage
    }
}
