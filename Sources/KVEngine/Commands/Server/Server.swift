// The server commands, in the order in which the README lists them.

extension Command {
    static let server: [Command] = [
        .command, .acl, .time, .config, .info, .memory, .slowlog, .latency, .debug, .save, .bgsave,
        .lastsave, .shutdown, .lolwut, .monitor,
    ]
}
