// What tests expect of a journal. Each check answers with a reason when the journal is not as expected; one that
// has to know every command does not pass when some have been dropped.
//
// A command of a check is written as in redis-cli: its name, in capitals or not, and as many of its arguments as
// matter, each a glob. So `GET` is any GET, and `SET user:* * EX` one that sets a time to live.

import KVServer

extension Journal {
    /// Checks that commands were sent in this order, with any others between them.
    ///
    /// - Parameter commands: names with as many arguments as matter, each a glob: `GET`, `SET user:* * EX`.
    public func contains(inOrder commands: [String]) -> JournalCheck {
        let extract = extract
        guard extract.isKept else { return .unknown }
        var rest = extract.commands[...]
        for (index, text) in commands.enumerated() {
            let pattern = CommandPattern(text)
            guard let place = rest.firstIndex(where: pattern.matches) else {
                let before = index == 0 ? "" : " after \(Journal.list(commands[..<index]))"
                return failure("\(Journal.list([text])) was not sent\(before)", extract)
            }
            rest = rest[(place + 1)...]
        }
        return .success
    }

    /// Checks that commands were sent in any order, each at least as often as it is given.
    ///
    /// - Parameter commands: names with as many arguments as matter, each a glob: `GET`, `SET user:* * EX`.
    public func containsUnordered(_ commands: [String]) -> JournalCheck {
        let extract = extract
        guard extract.isKept else { return .unknown }
        let patterns = commands.map(CommandPattern.init)
        var assignment = Assignment(of: patterns.count, to: extract.commands.count) { pattern, command in
            patterns[pattern].matches(extract.commands[command])
        }
        let unsent = assignment.complete()
        guard !unsent.isEmpty else { return .success }
        return failure("not sent: \(Journal.list(unsent.map { commands[$0] }))", extract)
    }

    /// Checks that no other commands were sent but these, and such as are about the connection only.
    ///
    /// - Parameter commands: names with as many arguments as matter, each a glob: `GET`, `SET user:* * EX`.
    public func nothingBut(_ commands: [String]) -> JournalCheck {
        let patterns = commands.map(CommandPattern.init)
        return none("other commands were sent than \(Journal.list(commands))") { command in
            !command.isAboutConnection && !patterns.contains { $0.matches(command) }
        }
    }

    /// Checks that none of these commands was sent.
    ///
    /// - Parameter commands: names with as many arguments as matter, each a glob: `KEYS`, `DEL user:*`.
    public func never(_ commands: String...) -> JournalCheck {
        let patterns = commands.map(CommandPattern.init)
        return none("never to be sent: \(Journal.list(commands))") { command in
            patterns.contains { $0.matches(command) }
        }
    }

    /// Checks every use of a command; it passes as well when there is none.
    ///
    /// ```swift
    /// #expect(server.journal.every("UNLINK") { $0.arguments.count <= 500 }.passed)
    /// ```
    ///
    /// - Parameters:
    ///   - command: its name with as many arguments as matter, each a glob: `GET`, `SET user:* * EX`.
    ///   - isRight: whether a use of it is as it should be.
    public func every(_ command: String, satisfies isRight: (Entry) -> Bool) -> JournalCheck {
        let pattern = CommandPattern(command)
        return none("not every \(Journal.list([command])) is as it should be") { command in
            pattern.matches(command) && !isRight(Entry(command))
        }
    }
}

// MARK: - Failures

extension Journal {
    /// Commands that a failure names at the most.
    private static let mostNamed = 5
    /// Commands of the journal's end that a failure shows.
    private static let tailLength = 10

    /// Checks that no command is wrong.
    private func none(_ reason: String, where isWrong: (JournalCommand) -> Bool) -> JournalCheck {
        let extract = extract
        guard extract.isKept else { return .unknown }
        let wrong = extract.commands.filter(isWrong)
        if wrong.isEmpty, extract.dropped == 0 { return .success }
        if wrong.isEmpty { return failure("cannot be told", extract) }
        let named = wrong.prefix(Journal.mostNamed).map { "\n  \($0.shortLine)" }.joined()
        let rest = wrong.count > Journal.mostNamed ? "\n  … and \(wrong.count - Journal.mostNamed) more" : ""
        return failure("\(reason)\(named)\(rest)", extract)
    }

    private func failure(_ reason: String, _ extract: JournalExtract) -> JournalCheck {
        let dropped =
            extract.dropped == 0
            ? "" : "; older commands dropped: \(extract.dropped), so that not all are known (journalCapacity)"
        let tail = JournalText.tail(of: extract, atMost: Journal.tailLength)
        return JournalCheck(failure: "\(reason)\(dropped)\nthe journal's end:\n\(tail)")
    }

    private static func list(_ commands: some Sequence<String>) -> String {
        commands.map { "“\($0)”" }.joined(separator: ", ")
    }
}
