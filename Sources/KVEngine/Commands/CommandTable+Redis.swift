// The commands of the server, family by family. A family is a folder; its list is in the file named after it.

extension CommandTable {
    /// Every command that the server has.
    package static let redis = CommandTable(
        Command.strings, Command.lists, Command.sets, Command.sortedSets, Command.hashes, Command.generic,
        Command.streams, Command.bitmaps, Command.hyperLogLogs, Command.geo, Command.transactions,
        Command.connection, Command.pubsub, Command.server, Command.replication, Command.clusterCommands,
        Command.scripting)
}
