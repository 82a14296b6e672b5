// ACL: the container of the subcommands about users and what they may do.

extension Command {
    /// Holds the subcommands about users.
    static let acl = Command(
        container: "acl",
        docs: Docs(
            .server, since: "6.0.0", "Holds the commands about users and what they may do.",
            complexity: "That of the subcommand"),
        subcommands: [
            .aclCat, .aclDelUser, .aclDryRun, .aclGenPass, .aclGetUser, .aclHelp, .aclList, .aclLoad, .aclLog,
            .aclSave, .aclSetUser, .aclUsers, .aclWhoAmI,
        ])

    /// Says what the subcommands do.
    private static let aclHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.server, since: "6.0.0", "Shows what the ACL subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "ACL",
            [
                ("CAT [<category>]", "The categories, or the commands of one."),
                ("DELUSER <username> [<username> ...]", "Remove users, and close their connections."),
                ("DRYRUN <username> <command> [<arg> ...]", "Say whether a user may run a command."),
                ("GENPASS [<bits>]", "Make up a password, of 256 bits by default."),
                ("GETUSER <username>", "What there is to know of a user."),
                ("LIST", "A line of rules for each user."),
                ("LOAD", "Fails, since there is no file of users."),
                ("LOG [<count> | RESET]", "The latest refusals, or forget them."),
                ("SAVE", "Fails, since there is no file of users."),
                ("SETUSER <username> <rule> [<rule> ...]", "Make a user, or change its rules."),
                ("USERS", "The names of the users."),
                ("WHOAMI", "The name of the connection's user."),
            ])
    }
}
