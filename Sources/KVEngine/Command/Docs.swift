// What COMMAND DOCS says of a command. The arguments are written as a grammar in one line of text, beside the
// command, and turned into Redis's tree of arguments only when somebody asks.

/// The documentation of a command.
package struct Docs: Sendable {
    /// The family a command belongs to, in COMMAND DOCS's words.
    package enum Group: String, Sendable, CaseIterable {
        case generic, string, list, set, sortedSet = "sorted-set", hash, connection, server, pubsub
        case transactions, cluster, bitmap, hyperloglog, geo, stream, scripting
    }

    /// What somebody who writes a new program should know before using a command.
    enum Status: Sendable {
        case current
        /// Superseded since a version, by what the text says.
        case deprecated(since: StaticString, by: StaticString)
        /// Not for applications.
        case system
    }

    package let group: Group
    package let since: StaticString
    package let summary: StaticString
    /// Empty where Redis says nothing. The words are ours, the terms Redis's, even where we do better.
    package let complexity: StaticString
    let status: Status
    /// What changed in later versions, the first of them first.
    let history: KeyValuePairs<StaticString, StaticString>
    /// The arguments after the command's name, in the grammar that `ArgumentGrammar` reads.
    package let syntax: StaticString

    init(
        _ group: Group, since: StaticString, _ summary: StaticString, complexity: StaticString,
        status: Status = .current, history: KeyValuePairs<StaticString, StaticString> = [:],
        syntax: StaticString = ""
    ) {
        self.group = group
        self.since = since
        self.summary = summary
        self.complexity = complexity
        self.status = status
        self.history = history
        self.syntax = syntax
    }
}
