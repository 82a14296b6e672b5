// Why a rule of ACL SETUSER is refused, in Redis's sentences.

/// A rule that cannot be applied.
enum RuleError: Error, Equatable {
    /// The rule is none, or its pattern has blanks.
    case syntax
    case unknownCommand
    /// A pattern where all keys are allowed already.
    case afterAllKeys
    /// A pattern where all channels are allowed already.
    case afterAllChannels
    case noSuchPassword
    case notAHash
    /// `+config|get|x`: only a command without subcommands can be narrowed to a first argument.
    case firstArgumentOfSubcommand

    var text: String {
        switch self {
        case .syntax: "Syntax error"
        case .unknownCommand: "Unknown command or category name in ACL"
        case .afterAllKeys: RuleError.afterAll("allkeys", "patterns", "resetkeys")
        case .afterAllChannels: RuleError.afterAll("allchannels", "channels", "resetchannels")
        case .noSuchPassword: "The password you are trying to remove from the user does not exist"
        case .notAHash:
            """
            The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters
            """
        case .firstArgumentOfSubcommand: "Allowing first-arg of a subcommand is not supported"
        }
    }

    private static func afterAll(_ flag: String, _ list: String, _ remedy: String) -> String {
        """
        Adding a pattern after the * pattern (or the '\(flag)' flag) is not valid and does not have any effect. \
        Try '\(remedy)' to start with an empty list of \(list)
        """
    }
}
