// The commands of transactions, in the order in which the README lists them.

extension Command {
    static let transactions: [Command] = [.multi, .exec, .discard, .watch, .unwatch]
}
