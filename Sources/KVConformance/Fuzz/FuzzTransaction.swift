// Transactions of the fuzzer: a few random commands between MULTI and EXEC, keys watched before, and the other
// connection writing at the moments at which that matters.

import KVEngine

extension FuzzEpisode {
    private static let mostQueued = 10

    /// Sends a whole transaction, on one connection, and what comes in between on the other.
    ///
    /// - Returns: false when a reply differs, whose step is then the last one.
    mutating func randomTransaction() throws(ServerError) -> Bool {
        let own = generator.random.isLucky(75) ? 1 : 2
        if generator.random.isLucky(60), try exchange([watch(own)], own) == nil { return false }
        guard try interfere(3 - own) else { return false }
        let queued = (0..<generator.random.below(Self.mostQueued)).compactMap { _ in nextQueued(own) }
        let beginning = [step(["MULTI"], own)] + queued
        guard try exchange(beginning, own) != nil, try interfere(3 - own) else { return false }
        let ending = generator.random.isLucky(90) ? "EXEC" : "DISCARD"
        return try exchange([step([ending], own)], own) != nil
    }

    private mutating func watch(_ connection: Int) -> Step {
        let keys = (0..<1 + generator.random.below(4)).map { _ in generator.random.pick(FuzzValues.allKeys) }
        return step(["WATCH"] + keys, connection)
    }

    /// What the other connection and the clock do meanwhile, now and then.
    private mutating func interfere(_ connection: Int) throws(ServerError) -> Bool {
        if generator.random.isLucky(8), try !advance() { return false }
        guard generator.random.isLucky(40) else { return true }
        let steps = (0..<1 + generator.random.below(3)).flatMap { _ in nextSteps(connection) }
        return try exchange(steps.filter { $0.mark != .scan }, connection) != nil
    }

    /// A command for the queue; nil when its reply, as part of that of EXEC, could not be compared.
    private mutating func nextQueued(_ connection: Int) -> Step? {
        if generator.random.isLucky(2) { return step(["MULTI"], connection) }
        let (command, words) = nextCommand()
        let isComparable =
            FuzzRules.isDefined(command, words) && FuzzRules.mark(command, words) == .exact
            && FuzzRules.sequel(command, words) == nil && !FuzzRules.choosesByText(words)
        return isComparable ? step(words, .exact, connection) : nil
    }

    private func step(_ words: [String], _ connection: Int) -> Step {
        step(words.map { Array($0.utf8) }, .exact, connection)
    }
}
