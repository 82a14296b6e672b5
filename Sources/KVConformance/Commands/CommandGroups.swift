// The families of commands, in COMMAND DOCS's words, with what people call them and the order in which they come.

/// A family of commands.
package struct CommandGroup: Sendable {
    /// `sorted-set`.
    package let name: String
    /// `Sorted sets`.
    package let title: String

    /// What every program uses first.
    private static let ordered = [
        ("generic", "Keys"), ("string", "Strings"), ("list", "Lists"), ("set", "Sets"),
        ("sorted-set", "Sorted sets"), ("hash", "Hashes"), ("stream", "Streams"),
        ("pubsub", "Publish and subscribe"),
        ("transactions", "Transactions"), ("scripting", "Scripting"), ("bitmap", "Bitmaps"),
        ("hyperloglog", "HyperLogLog"), ("geo", "Geo"), ("connection", "Connection"), ("server", "Server"),
        ("cluster", "Cluster"),
    ]

    /// The groups that any of these commands belongs to.
    static func all(of records: [CommandRecord]) -> [CommandGroup] {
        let present = Set(records.map(\.group))
        let known = ordered.filter { present.contains($0.0) }
        let others = present.subtracting(ordered.map(\.0)).sorted().map { ($0, $0) }
        return (known + others).map { CommandGroup(name: $0.0, title: $0.1) }
    }
}
