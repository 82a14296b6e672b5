// The values a command line gave to its flags, and the typed readers for them. A reader answers nil for a flag
// that was not given, so that defaults stand in the program, next to their use; a value that cannot be read is
// a `UsageError` naming flag and value and saying what would have been right.
//
// Reading a flag that was never declared is a mistake in the program, and traps.

/// What was given on the command line.
package struct FlagValues: Sendable {
    /// The arguments that are not flags, in order.
    package private(set) var operands: [String] = []

    private let flags: [Flag]
    private var given: [String: [String]] = [:]

    init(flags: [Flag]) { self.flags = flags }

    // MARK: Collecting

    mutating func add(operands: some Sequence<String>, to interface: CommandLineInterface) throws(UsageError)
    {
        for operand in operands {
            guard interface.operands == nil else {
                // A command's arguments are for the command to judge, and are not taken from here.
                if !interface.operandsEndFlags { try FlagValues.checkText(operand) }
                self.operands.append(operand)
                continue
            }
            let hint = flags.contains { $0.name == operand } ? "; did you mean --\(operand)?" : ""
            throw UsageError("unexpected argument \(operand)\(hint)")
        }
    }

    /// Records a flag, taking its value from behind the equals sign or from the arguments that follow.
    mutating func add(
        _ flag: Flag, _ inlineValue: String?, next rest: inout ArraySlice<String>
    ) throws(UsageError) {
        guard flag.takesValue else {
            given[flag.name] = [inlineValue ?? "yes"]
            _ = try boolean(flag.name)
            return
        }
        var value = inlineValue
        if value == nil, let next = rest.first, !next.hasPrefix("--") { value = rest.removeFirst() }
        guard let value else { throw UsageError("missing value: \(flag.spelling)") }
        try FlagValues.checkText(value)
        if flag.isRepeated { given[flag.name, default: []].append(value) } else { given[flag.name] = [value] }
    }

    /// What is not UTF-8 has been replaced before anybody here saw it: a path or a password would be another.
    static func checkText(_ argument: String) throws(UsageError) {
        guard argument.unicodeScalars.contains("\u{FFFD}") else { return }
        throw UsageError("an argument is not UTF-8 text: \(argument)")
    }

    // MARK: Reading

    /// Every value of a repeated flag, in order; at most one for any other.
    package func strings(_ name: String) -> [String] {
        precondition(flags.contains { $0.name == name }, "--\(name) is read but not declared")
        return given[name] ?? []
    }

    package func string(_ name: String) -> String? { strings(name).last }

    /// Every value of a repeated flag, in order, none of them blank; `expected` says what a value is.
    package func names(_ name: String, _ expected: String) throws(UsageError) -> [String] {
        let blank = strings(name).first { $0.allSatisfy(\.isWhitespace) }
        if let blank { throw wrong(name, blank, expected) }
        return strings(name)
    }

    /// Whether a switch is on.
    package func isOn(_ name: String) -> Bool { BooleanWord.value(of: string(name) ?? "no") ?? false }

    /// A whole number in `range`.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = string(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            let bounds = "from \(range.lowerBound) to \(range.upperBound)"
            throw wrong(name, text, "a whole number \(bounds)")
        }
        return value
    }

    /// A finite number in `range`, with or without a point.
    package func number(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> Double? {
        guard let text = string(name) else { return nil }
        guard let value = Double(text), range.contains(value) else {
            throw wrong(name, text, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A number of bytes, such as `100mb`.
    package func byteSize(_ name: String) throws(UsageError) -> Int? {
        guard let text = string(name) else { return nil }
        guard let value = ByteSize.parse(text) else {
            throw wrong(name, text, "a size in bytes such as 4096, 512kb, 100mb or 1gb")
        }
        return value
    }

    /// `yes` or `no`.
    package func boolean(_ name: String) throws(UsageError) -> Bool? {
        guard let text = string(name) else { return nil }
        guard let value = BooleanWord.value(of: text) else { throw wrong(name, text, "yes or no") }
        return value
    }

    /// One of a few words.
    package func choice(_ name: String, among words: [String]) throws(UsageError) -> String? {
        guard let text = string(name) else { return nil }
        if words.contains(text) { return text }
        if let nearest = NearestWord.of(text, among: words) {
            throw UsageError("--\(name) cannot be \(quoted(text)); did you mean \(nearest)?")
        }
        throw wrong(name, text, "one of \(words.joined(separator: ", "))")
    }

    /// Any of a few letters, joined in one word; none is allowed too.
    package func letters(_ name: String, of alphabet: String) throws(UsageError) -> String? {
        guard let text = string(name) else { return nil }
        guard text.allSatisfy(alphabet.contains) else { throw wrong(name, text, "letters of \(alphabet)") }
        return text
    }

    private func wrong(_ name: String, _ text: String, _ expected: String) -> UsageError {
        UsageError("--\(name) cannot be \(quoted(text)); it takes \(expected)")
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

/// The two words of a boolean flag, as in a Redis configuration file.
private enum BooleanWord {
    static func value(of text: String) -> Bool? {
        switch text.lowercased() {
        case "yes": true
        case "no": false
        default: nil
        }
    }
}
