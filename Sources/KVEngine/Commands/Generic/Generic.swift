// The key commands, in the order in which the README lists them.

extension Command {
    static let generic: [Command] = []
}
