// Which list of the newest is meant, and how its entries look.

import KVCaching
import KVToolSupport

/// A list by its flags.
struct RecentFlags: Sendable {
    private let name: String
    private let prefix: String
    private let capacity: Int
    private let names: JSONEntry.Names
    private let usesScripts: Bool

    static let section = FlagSection(
        "Which list",
        [
            Flag("list", "name", help: "The list at recent:NAME. Default: comments."),
            Flag("prefix", "text", help: "What the keys of entries begin with. Default: comment:."),
            Flag("capacity", "number", help: "How many the list keeps. Default: 50."),
            Flag("id-field", "name", help: "The member of an entry that is its name. Default: id."),
            Flag(
                "time-field", "name",
                help: "The member by which entries are ordered: milliseconds, or a date. Default: timestamp."),
            Flag("status-field", "name", help: "The member that is its status. Default: status."),
        ])

    init(_ flags: FlagValues) throws(UsageError) {
        name = try flags.names("list", "a name").last ?? "comments"
        prefix = try flags.names("prefix", "what keys begin with").last ?? "comment:"
        capacity = try flags.integer("capacity", in: 1...100_000) ?? 50
        var names = JSONEntry.Names()
        names.id = try flags.names("id-field", "a name").last ?? names.id
        names.timestamp = try flags.names("time-field", "a name").last ?? names.timestamp
        names.status = try flags.names("status-field", "a name").last ?? names.status
        self.names = names
        usesScripts = !flags.isOn("no-eval")
    }

    func list(_ place: Workplace) -> RecentList<JSONEntry> {
        RecentList(
            place.context(usesScripts: usesScripts), name, entryPrefix: prefix, capacity: capacity,
            coding: JSONEntry.coding(names), id: \.id, timestamp: \.timestamp)
    }
}
