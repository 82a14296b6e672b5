// The server commands, in the order in which the README lists them.

extension Command {
    static let server: [Command] = [
        .command, .time, .config, .info, .memory, .debug, .lastsave, .role, .wait, .lolwut, .monitor,
    ]
}
