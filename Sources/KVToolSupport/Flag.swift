// What a program can be told on its command line, as data: one value per flag, from which the parser, the help
// text and the suggestions are all made, so that they cannot disagree.
//
// A flag has one name, spelled with two dashes. There are no one-letter forms and no bundles.

/// One `--name` that a program understands.
package struct Flag: Sendable {
    /// The name without its dashes.
    package let name: String
    /// What stands for the value in the help, as in `--port <number>`; nil for a switch, which takes none.
    package let placeholder: String?
    /// One or more sentences on what it does, with the default.
    package let help: String
    /// Whether every value counts when it is given more than once; otherwise the last one wins.
    package let isRepeated: Bool

    package init(_ name: String, _ placeholder: String? = nil, isRepeated: Bool = false, help: String) {
        precondition(!name.isEmpty && !name.hasPrefix("-"), "a flag is named without its dashes")
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.isRepeated = isRepeated
    }

    package var takesValue: Bool { placeholder != nil }

    /// How the flag looks in help: `--port <number>`.
    var spelling: String { placeholder.map { "--\(name) <\($0)>" } ?? "--\(name)" }
}

/// Flags that belong together under one heading of the help.
package struct FlagSection: Sendable {
    package let title: String
    package let flags: [Flag]

    package init(_ title: String, _ flags: [Flag]) {
        self.title = title
        self.flags = flags
    }
}

/// A command line worth showing, and what it does.
package struct UsageExample: Sendable {
    package let arguments: String
    package let explanation: String

    package init(_ arguments: String, _ explanation: String) {
        self.arguments = arguments
        self.explanation = explanation
    }
}

/// Something to know, as points under a heading of the help.
package struct UsageNote: Sendable {
    package let title: String
    package let points: [String]

    package init(_ title: String, _ points: [String]) {
        self.title = title
        self.points = points
    }
}
