// The commands of Redis 7.0 that this server does not have, with their categories: rules of ACL may name them, and
// their number decides which categories a user is described by. One that the table has is passed over here.

import RESP

/// A command that is not there.
struct AbsentCommand {
    /// `save`, `script|load`.
    let name: [UInt8]
    let categories: [Category]
}

enum AbsentCommands {
    /// The commands, each container before its subcommands.
    static let all: [AbsentCommand] = text.split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        return AbsentCommand(
            name: Array(words[0].utf8),
            categories: words.dropFirst().compactMap { Category(rawValue: String($0)) })
    }

    /// Whether a command, not a subcommand, is one of them.
    static func has(_ name: ByteView) -> Bool {
        all.contains { command in command.name.withByteView { name.equalsIgnoringCase($0) } }
    }

    private static let text = """
        bgrewriteaof admin slow dangerous
        module slow
        module|help slow
        module|list admin slow dangerous
        module|load admin slow dangerous
        module|loadex admin slow dangerous
        module|unload admin slow dangerous
        """
}
