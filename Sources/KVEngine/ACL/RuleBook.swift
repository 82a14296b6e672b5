// What ACL rules can name: commands, subcommands and categories, with the sets of commands that they stand for. It is
// made when the first rule is read.
//
// The commands of Redis 7.0 that this server does not have are among them, so that rules written for Redis (`-save`,
// `+@all -@dangerous`) are read and told as there. Nobody can run them all the same.

import RESP

/// The commands and categories that rules name.
struct RuleBook {
    /// A command or subcommand.
    struct Entry {
        /// `get`, `client|setname`.
        let name: [UInt8]
        let container: Int?
        fileprivate(set) var subcommands: [Int] = []
    }

    /// Those of the table by their IDs, then those that are not there.
    private(set) var entries: [Entry] = []
    private var places: [[UInt8]: Int] = [:]
    private var categories: [Category: CommandSet] = [:]
    private var reaches: [Category: CommandSet] = [:]
    /// What newer servers than Redis 7.0 have; the choice of categories in a description leaves it out.
    private(set) var additions = CommandSet.none

    init(_ table: CommandTable) {
        for id in 0..<table.count {
            let command = table.command(id)
            add(Array(table.fullName(id).utf8), command.allCategories)
            additions[id] = command.docs.isNewerThanRedis
        }
        for command in AbsentCommands.all where places[command.name] == nil {
            add(command.name, command.categories)
        }
        precondition(entries.count <= CommandSet.capacity, "more commands than a set has room for")
        for category in Category.allCases {
            let members = members(of: category)
            var reach = members
            for id in entries.indices where members[id] { reach.formUnion(withSubcommands(id)) }
            reaches[category] = reach
        }
    }

    private mutating func add(_ name: [UInt8], _ categories: [Category]) {
        let id = entries.count
        let container = name.firstIndex(of: UInt8(ascii: "|")).flatMap { places[Array(name[..<$0])] }
        entries.append(Entry(name: name, container: container))
        places[name] = id
        if let container { entries[container].subcommands.append(id) }
        for category in categories { self.categories[category, default: .none][id] = true }
    }

    /// The command of a name, in any case; a subcommand's has its container's in front.
    func find(_ name: ByteView) -> Int? { places[(0..<name.count).map { ByteView.lowercase(name[$0]) }] }

    /// A command with its subcommands.
    func withSubcommands(_ id: Int) -> CommandSet {
        var set = CommandSet.none
        set[id] = true
        for subcommand in entries[id].subcommands { set[subcommand] = true }
        return set
    }

    /// The commands that belong to a category.
    func members(of category: Category) -> CommandSet { categories[category] ?? .none }

    /// The commands that a rule about a category allows or takes away: with a container go its subcommands, whatever
    /// they belong to.
    func reach(of category: Category) -> CommandSet { reaches[category] ?? .none }
}

extension Category {
    /// The category of a name, in any case.
    init?(_ name: ByteView) { self.init(rawValue: name.lowercased) }
}

extension Docs {
    /// Whether the command came with a version of Redis that this server does not follow otherwise.
    fileprivate var isNewerThanRedis: Bool { "\(since)".hasPrefix("7.2") }
}
