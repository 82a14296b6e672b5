// Functions and their lengths, found by indentation, which the formatter guarantees: a declaration ends at the
// first closing brace in its own column.

/// A function of a file.
struct Functions: CustomStringConvertible {
    let path: String
    let line: Int
    let lineCount: Int

    var description: String { "\(path):\(line) (\(lineCount) lines)" }

    /// Every function, initialiser and accessor-holding closure of a file that spans lines.
    static func all(in file: SourceFile) -> [Functions] {
        file.lines.indices.compactMap { start in
            let line = file.lines[start]
            guard isDeclaration(line), line.hasSuffix("{") || !line.contains("{") else { return nil }
            let indent = line.prefix { $0 == " " }
            let end = file.lines[start...].firstIndex { $0 == indent + "}" }
            return end.map { Functions(path: file.path, line: start + 1, lineCount: $0 - start + 1) }
        }
    }

    private static func isDeclaration(_ line: Substring) -> Bool {
        let words = line.drop { $0 == " " }
        guard !words.hasPrefix("//") else { return false }
        return words.contains("func ") || words.hasPrefix("init(") || words.contains(" init(")
    }
}
