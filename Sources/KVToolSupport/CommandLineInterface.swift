// A program's command line as a whole: what it is called, the flags it takes, and how arguments are read
// against them. Values are kept as text here; `FlagValues` turns them into numbers, sizes and choices.
//
// Reading stops at the first mistake. `--help` and `--version` win over whatever mistake comes after them.

/// What a program is called and which flags it takes.
package struct CommandLineInterface: Sendable {
    package let program: String
    package let version: String
    /// One sentence on what the program is for.
    package let summary: String
    /// What stands for arguments that are not flags, as in `<file>...`; nil when there are none.
    package let operands: String?
    /// Whether the first operand ends the flags, as for a program that runs a command with flags of its own.
    package let operandsEndFlags: Bool
    package let sections: [FlagSection]
    package let examples: [UsageExample]
    /// What else has to be known before the program is used, such as when not to.
    package let notes: [UsageNote]

    package init(
        program: String, version: String, summary: String, operands: String? = nil,
        operandsEndFlags: Bool = false, sections: [FlagSection], examples: [UsageExample] = [],
        notes: [UsageNote] = []
    ) {
        self.program = program
        self.version = version
        self.summary = summary
        self.operands = operands
        self.operandsEndFlags = operandsEndFlags
        self.sections = sections + [CommandLineInterface.about]
        self.examples = examples
        self.notes = notes
        let names = self.sections.flatMap { $0.flags.map(\.name) }
        precondition(Set(names).count == names.count, "a flag is declared twice")
    }

    /// The flags every program has.
    private static let about = FlagSection(
        "About",
        [
            Flag("help", help: "Print this text and exit."),
            Flag("version", help: "Print the version and exit."),
        ])

    package var flags: [Flag] { sections.flatMap(\.flags) }

    /// The line that `--version` prints.
    package var versionLine: String { "\(program) \(version)" }

    /// What a command line asks for.
    package enum Request: Sendable {
        case run(FlagValues)
        case help
        case version
    }

    /// Reads the arguments that follow the program's name.
    package func parse(_ arguments: some Sequence<String>) throws(UsageError) -> Request {
        var values = FlagValues(flags: flags)
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                try values.add(operands: rest, to: self)
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                try values.add(operands: operandsEndFlags ? [argument] + rest : [argument], to: self)
                if operandsEndFlags { break }
                continue
            }
            try FlagValues.checkText(argument)
            let (name, inlineValue) = CommandLineInterface.split(argument)
            let flag = try flag(named: name, inlineValue)
            if !flag.takesValue, inlineValue == nil {
                if flag.name == "help" { return .help }
                if flag.name == "version" { return .version }
            }
            try values.add(flag, inlineValue, next: &rest)
        }
        return .run(values)
    }

    /// Takes `--name=value` apart; without an equals sign there is no value.
    private static func split(_ argument: String) -> (name: String, value: String?) {
        guard let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    /// The flag of that spelling, dashes included.
    private func flag(named spelling: String, _ value: String?) throws(UsageError) -> Flag {
        let spelling = spelling == "-h" ? "--help" : spelling
        if let flag = flags.first(where: { "--\($0.name)" == spelling }) { return flag }
        let bare = String(spelling.drop { $0 == "-" })
        guard let nearest = NearestWord.of(bare, among: flags.map(\.name)) else {
            throw UsageError("unknown flag \(spelling); \(program) --help lists them all")
        }
        throw UsageError("unknown flag \(spelling); did you mean --\(nearest)?")
    }
}
