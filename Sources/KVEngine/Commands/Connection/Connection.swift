// The connection commands, in the order in which the README lists them.

extension Command {
    static let connection: [Command] = [
        .ping, .echo, .select, .quit, .auth, .hello, .reset, .client,
    ]
}
