// The grammar in which a command's header describes its arguments, and its reader.
//
//     key member...                    a key, then one or more members
//     index:integer source:key#1       a type other than string; the key specification it belongs to
//     [EX seconds:integer]             optional, with a word before it
//     [NX] sorting:ALPHA               a word alone is an argument, named after itself or as said
//     nothing:""                       the word that has no letter
//     order:(ASC|DESC)                 one of several
//     LIMIT range:(offset count)       several that belong together
//     [GET pattern]...                 optional and repeated with its word; `[GET pattern...]`: the word once
//     [KEEPTTL@6.0.0] address@-2.8.12  came with a version later than the command's; deprecated since one
//
// An argument called `key` is a key and one called `pattern` a pattern unless it is said otherwise. A word is
// what has no small letter. Nothing here runs when a command does: only COMMAND DOCS reads the grammar, and a
// test reads that of every command, so that a mistake in a header is found before anybody asks.

/// A line of grammar that cannot be read, and where.
struct GrammarError: Error, Equatable {
    let text: String
}

/// Reads a line of argument grammar.
struct ArgumentGrammar {
    private var rest: Substring
    private let text: String

    /// The arguments that a line describes.
    static func parse(_ text: String) throws(GrammarError) -> [ArgumentTree] {
        var grammar = ArgumentGrammar(rest: text[...], text: text)
        var arguments = try grammar.sequence()
        guard grammar.rest.isEmpty else { throw grammar.error("a closing bracket too many") }
        arguments.numberKeys()
        return arguments
    }

    private func error(_ reason: String) -> GrammarError {
        GrammarError(text: "\(reason), before '\(rest)' in '\(text)'")
    }

    // MARK: Structure

    /// Arguments up to the end, a bar or a closing bracket.
    private mutating func sequence() throws(GrammarError) -> [ArgumentTree] {
        var arguments: [ArgumentTree] = []
        skipSpaces()
        while let next = rest.first, !"|)]".contains(next) {
            arguments.append(try repeatable())
            skipSpaces()
        }
        return arguments
    }

    /// An argument, perhaps with three dots after it.
    private mutating func repeatable() throws(GrammarError) -> ArgumentTree {
        let isBracketed = rest.first == "["
        var argument = try isBracketed ? optional() : versioned()
        if accept("...") {
            guard !argument.isMultiple else { throw error("repeated twice") }
            argument.isMultiple = true
            argument.repeatsToken = isBracketed && argument.token != nil
        }
        return argument
    }

    /// An argument in brackets.
    private mutating func optional() throws(GrammarError) -> ArgumentTree {
        try expect("[")
        let arguments = try sequence()
        try expect("]")
        guard var argument = arguments.first, arguments.count == 1 else {
            throw error("brackets hold one argument; name a group if there are several")
        }
        argument.isOptional = true
        return argument
    }

    /// An argument, perhaps with a version after it.
    private mutating func versioned() throws(GrammarError) -> ArgumentTree {
        var argument = try worded()
        guard accept("@") else { return argument }
        let isEnd = accept("-")
        let version = word()
        let parts = version.split(separator: ".").map { Int($0) }
        guard parts.count == 3, !parts.contains(nil) else { throw error("no version: '\(version)'") }
        if isEnd { argument.deprecatedSince = version } else { argument.since = version }
        return argument
    }

    /// An argument with the word before it, or a word alone.
    private mutating func worded() throws(GrammarError) -> ArgumentTree {
        let start = rest
        let word = word()
        guard ArgumentGrammar.isToken(word) else {
            rest = start
            return try named()
        }
        skipSpaces()
        guard let next = rest.first, !"|)[]@".contains(next), !startsWithToken else {
            return ArgumentTree(name: word.lowercased(), kind: .pureToken, token: word)
        }
        var argument = try named()
        guard argument.token == nil else { throw error("a word of its own after '\(word)'") }
        argument.token = word
        return argument
    }

    /// An argument with a name, and perhaps a type or a group.
    private mutating func named() throws(GrammarError) -> ArgumentTree {
        let word = word()
        if rest.first == "(" {
            guard word.last == ":", word.count > 1 else { throw error("a group without a name") }
            return try group(named: String(word.dropLast()))
        }
        guard !word.isEmpty else { throw error("no argument") }
        guard let argument = ArgumentGrammar.argument(word) else { throw error("no such type: '\(word)'") }
        return argument
    }

    /// One of several, or several that belong together.
    private mutating func group(named name: String) throws(GrammarError) -> ArgumentTree {
        try expect("(")
        var choices = [try sequence()]
        while accept("|") { choices.append(try sequence()) }
        try expect(")")
        if choices.count == 1 {
            guard !choices[0].isEmpty else { throw error("an empty group") }
            return ArgumentTree(name: name, kind: .block, arguments: choices[0])
        }
        guard choices.allSatisfy({ $0.count == 1 }) else {
            throw error("a choice is one argument; name a group if there are several")
        }
        return ArgumentTree(name: name, kind: .oneOf, arguments: choices.flatMap { $0 })
    }

    // MARK: Words

    private static func isToken(_ word: String) -> Bool {
        !word.isEmpty && !word.hasSuffix(":") && !word.contains(where: \.isLowercase)
    }

    private var startsWithToken: Bool {
        var copy = self
        return ArgumentGrammar.isToken(copy.word())
    }

    /// What a word with a name says: `name`, `name:type`, `name:type#0`, `name:TOKEN`.
    private static func argument(_ word: String) -> ArgumentTree? {
        guard let mark = word.lastIndex(of: "#") else { return typed(word) }
        var argument = typed(String(word[..<mark]))
        argument?.keySpec = Int(word[word.index(after: mark)...])
        return argument?.keySpec == nil ? nil : argument
    }

    /// The type follows the last colon, for a name may hold one (`ip:port:string`).
    private static func typed(_ word: String) -> ArgumentTree? {
        guard let colon = word.lastIndex(of: ":") else {
            let kind: ArgumentTree.Kind = word == "key" ? .key : word == "pattern" ? .pattern : .string
            return word.isEmpty ? nil : ArgumentTree(name: word, kind: kind)
        }
        let (name, type) = (String(word[..<colon]), String(word[word.index(after: colon)...]))
        guard !name.isEmpty else { return nil }
        if isToken(type) {
            return ArgumentTree(name: name, kind: .pureToken, token: type == "\"\"" ? "" : type)
        }
        guard let kind = ArgumentTree.Kind(rawValue: type), kind.isWritten else { return nil }
        return ArgumentTree(name: name, kind: kind)
    }

    // MARK: Characters

    /// The characters up to a space, a bracket, a bar, a version or three dots.
    private mutating func word() -> String {
        var word = ""
        while let next = rest.first, !" ()[]|@".contains(next), !rest.hasPrefix("...") {
            word.append(rest.removeFirst())
        }
        return word
    }

    private mutating func skipSpaces() {
        rest = rest.drop { $0 == " " }
    }

    private mutating func accept(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    private mutating func expect(_ text: String) throws(GrammarError) {
        skipSpaces()
        guard accept(text) else { throw error("'\(text)' is missing") }
    }
}

extension ArgumentTree.Kind {
    /// Whether the grammar names it; the others are said by brackets and capitals.
    fileprivate var isWritten: Bool {
        switch self {
        case .string, .integer, .double, .key, .pattern, .unixTime: true
        case .pureToken, .oneOf, .block: false
        }
    }
}
