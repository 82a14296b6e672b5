// The string commands, in the order in which the README lists them.

extension Command {
    static let strings: [Command] = [.get, .set]
}
