// The words after a command that are no flags: an action, and what it is for.

import KVToolSupport

/// Reads the words one by one.
struct Words {
    private let command: String
    private var rest: ArraySlice<String>

    init(_ flags: FlagValues, of command: String) {
        self.command = command
        rest = flags.operands[...]
    }

    /// The action; the usual one when none is given.
    mutating func action(_ actions: [String], usual: String? = nil) throws(UsageError) -> String {
        guard let word = rest.popFirst() ?? usual else {
            throw UsageError("kvtool \(command) needs one of \(actions.joined(separator: ", "))")
        }
        if actions.contains(word) { return word }
        let guess = NearestWord.of(word, among: actions).map { "did you mean \($0)?" }
        throw UsageError(
            "\(command) cannot \(word); \(guess ?? "it takes one of \(actions.joined(separator: ", "))")")
    }

    /// A word that has to be there.
    mutating func next(_ what: String) throws(UsageError) -> String {
        guard let word = rest.popFirst(), !word.isEmpty else {
            throw UsageError("kvtool \(command): \(what) is missing")
        }
        return word
    }

    /// A number that has to be there.
    mutating func number(_ what: String) throws(UsageError) -> Double {
        let word = try next(what)
        guard let number = Double(word), number.isFinite else {
            throw UsageError("kvtool \(command): \"\(word)\" is no number for \(what)")
        }
        return number
    }

    /// A whole number that has to be there.
    mutating func integer(_ what: String, in range: ClosedRange<Int>) throws(UsageError) -> Int {
        let word = try next(what)
        guard let number = Int(word), range.contains(number) else {
            throw UsageError(
                "kvtool \(command): \(what) cannot be \"\(word)\"; it is a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return number
    }

    /// All that is left.
    mutating func all(_ what: String) throws(UsageError) -> [String] {
        var words = [try next(what)]
        while !rest.isEmpty { words.append(try next(what)) }
        return words
    }

    /// That there is no further word.
    func end() throws(UsageError) {
        if let word = rest.first { throw UsageError("unexpected argument \(word)") }
    }
}

extension FlagSection {
    /// The flag that all cache patterns have.
    static let patterns = FlagSection(
        "How",
        [
            Flag(
                "no-eval",
                help: "Use transactions (WATCH, MULTI, EXEC), even where the server runs Lua scripts.")
        ])
}
