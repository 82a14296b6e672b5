// The hash commands, in the order in which the README lists them.

extension Command {
    static let hashes: [Command] = []
}
