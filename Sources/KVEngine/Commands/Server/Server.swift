// The server commands, in the order in which the README lists them.

extension Command {
    static let server: [Command] = [.time, .config, .info, .memory, .debug, .lolwut]
}
