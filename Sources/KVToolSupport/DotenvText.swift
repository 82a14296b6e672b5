// Changing variables in the text of a dotenv file without touching what else is in it: comments, other variables and
// their order stay as they are.

/// The text of a dotenv file, being changed.
package struct DotenvText: Sendable {
    private var lines: [Substring]

    /// Takes over a file's text, which may be empty.
    package init(_ text: String) {
        // As scalars: a carriage return with its line feed is one character.
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Substring($0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
    }

    /// The text, which ends in a line feed unless it is empty.
    package var text: String { lines.map { $0 + "\n" }.joined() }

    /// Gives a variable a value: where it has one, or else at the end. Of several lines for one name the last is what
    /// programs go by, so all of them are changed.
    package mutating func set(_ name: String, to value: String) {
        let line = Substring("\(name)=\(DotenvText.quoted(value))")
        var isSet = false
        for index in lines.indices where DotenvText.name(in: lines[index]) == name {
            lines[index] = line
            isSet = true
        }
        if !isSet { lines.append(line) }
    }

    /// The variable that a line sets; nil when it sets none.
    private static func name(in line: Substring) -> String? {
        var rest = line.drop { $0 == " " || $0 == "\t" }
        if rest.hasPrefix("export ") { rest = rest.dropFirst(7).drop { $0 == " " } }
        guard let end = rest.firstIndex(of: "="), !rest.hasPrefix("#") else { return nil }
        let name = rest[..<end]
        return String(name.prefix { $0 != " " && $0 != "\t" })
    }

    /// A value as dotenv reads it back: bare where nothing in it means anything, else in quotes that do not occur in it.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy { scalar in
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || "-._~:/@%+,".unicodeScalars.contains(scalar)
        }
        if isPlain { return value }
        return value.contains("'") ? "\"\(value)\"" : "'\(value)'"
    }
}
