// The text of `--help`: what the program is, every flag in its section, and examples, wrapped to the width of
// the terminal. Flags stand in a column on the left and their help beside it; a flag too long for the column
// has its help start on the next line, so that one long name does not squeeze all the others.

extension CommandLineInterface {
    /// The help text, no line of it longer than `width` unless a single word is.
    ///
    /// Widths under 40 are treated as 40, and the text does not grow beyond 100.
    package func help(width: Int) -> String {
        let width = min(max(width, 40), 100)
        var lines = HelpText.wrap("\(program): \(summary)", width: width)
        lines += ["", usageLine]
        let column = HelpText.column(for: flags, width: width)
        for section in sections {
            lines += ["", "\(section.title):"]
            for flag in section.flags { lines += HelpText.entry(flag, column: column, width: width) }
        }
        if !examples.isEmpty { lines += ["", "Examples:"] }
        for example in examples { lines += entry(example, width: width) }
        for note in notes { lines += ["", "\(note.title):"] + HelpText.points(of: note, width: width) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var usageLine: String {
        "Usage: \(program) [flags]" + (operands.map { " \($0)" } ?? "")
    }

    private func entry(_ example: UsageExample, width: Int) -> [String] {
        let command = "  " + [program, example.arguments].filter { !$0.isEmpty }.joined(separator: " ")
        return [command] + HelpText.wrap(example.explanation, width: width, indent: 6)
    }
}

/// The layout of help text.
enum HelpText {
    /// Where the help of flags starts: behind the longest flag that leaves it most of the line.
    static func column(for flags: [Flag], width: Int) -> Int {
        let ends = flags.map { $0.spelling.count + 4 }.filter { $0 <= width * 2 / 5 }
        return ends.max() ?? 8
    }

    /// A flag and its help, side by side where the flag is short enough.
    static func entry(_ flag: Flag, column: Int, width: Int) -> [String] {
        let repeated = flag.isRepeated ? " May be repeated." : ""
        var lines = wrap(flag.help + repeated, width: width, indent: column)
        let label = "  " + flag.spelling
        guard label.count + 2 <= column, let first = lines.first else { return [label] + lines }
        lines[0] = label + first.dropFirst(label.count)
        return lines
    }

    /// The points of a note, each with its dash.
    static func points(of note: UsageNote, width: Int) -> [String] {
        note.points.flatMap { point in
            var lines = wrap(point, width: width, indent: 4)
            if let first = lines.first { lines[0] = "  - " + first.dropFirst(4) }
            return lines
        }
    }

    /// Breaks text between words; a word longer than the line keeps a line of its own.
    static func wrap(_ text: String, width: Int, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = margin
        for word in text.split(whereSeparator: \.isWhitespace) {
            let isFirst = line.count == indent
            if !isFirst, line.count + 1 + word.count > width {
                lines.append(line)
                line = margin + word
            } else {
                line += isFirst ? String(word) : " \(word)"
            }
        }
        return line.count > indent ? lines + [line] : lines
    }
}
