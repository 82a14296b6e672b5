// CLIENT: the container of the subcommands about connections.

extension Command {
    /// Holds the subcommands about connections.
    static let client = Command(
        container: "client",
        docs: Docs(
            .connection, since: "2.4.0", "Holds the commands about client connections.",
            complexity: "That of the subcommand"),
        subcommands: [
            .clientID, .clientGetName, .clientSetName, .clientSetInfo, .clientInfo, .clientList, .clientKill,
            .clientPause, .clientUnpause, .clientReply, .clientNoEvict, .clientNoTouch, .clientTracking,
            .clientCaching, .clientGetRedir, .clientTrackingInfo, .clientUnblock, .clientHelp,
        ])

    /// Says what the subcommands do.
    static let clientHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(
            .connection, since: "5.0.0", "Shows what the CLIENT subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "CLIENT",
            [
                ("CACHING YES|NO", "Track the next command's keys, or not, in mode OPTIN or OPTOUT."),
                ("GETNAME", "The connection's name."),
                ("GETREDIR", "The client that invalidations go to; -1 while tracking is off."),
                ("ID", "The connection's ID."),
                ("INFO", "One line about this connection."),
                ("KILL <ip:port>", "Close the connection from that address."),
                (
                    "KILL [ID id] [TYPE type] [USER name] [ADDR ip:port] [LADDR ip:port] [SKIPME yes|no]",
                    "Close every connection that fits all the filters, and count them."
                ),
                ("LIST [TYPE type | ID id ...]", "One line about each connection."),
                ("NO-EVICT ON|OFF", "Keep the connection when clients take too much memory."),
                ("NO-TOUCH ON|OFF", "Let reads leave the access times of keys alone."),
                ("PAUSE <milliseconds> [WRITE|ALL]", "Hold commands back for a while."),
                ("REPLY ON|OFF|SKIP", "Choose whether commands are answered."),
                ("SETINFO LIB-NAME|LIB-VER <value>", "Name the client library."),
                ("SETNAME <name>", "Name the connection."),
                (
                    """
                    TRACKING ON|OFF [REDIRECT id] [BCAST [PREFIX prefix ...]] [OPTIN] [OPTOUT] [NOLOOP]
                    """, "Tell the connection when keys that it may hold have changed."
                ),
                ("TRACKINGINFO", "The state of client-side caching."),
                ("UNBLOCK <id> [TIMEOUT|ERROR]", "End a client's blocking command."),
                ("UNPAUSE", "End a pause."),
            ])
    }
}
