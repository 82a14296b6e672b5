// The package's own sources, read from disk: what the tidiness tests look at.

import Foundation

/// One Swift file of the package.
struct SourceFile: CustomStringConvertible, Sendable {
    /// The path from the package's root.
    let path: String
    let lines: [Substring]

    var description: String { path }

    /// The target the file belongs to.
    var target: Substring { path.split(separator: "/")[1] }

    var isTest: Bool { path.hasPrefix("Tests/") }

    /// The modules it imports. A line of a text, as in a script for another program, is none.
    var imports: [Substring] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({ $0.hasPrefix("@") || SourceFile.access.contains($0) }),
                words[index + 1].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            else { return nil }
            return words[index + 1]
        }
    }

    private static let access: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]

    /// Whether a line is a comment as a whole.
    private func isComment(_ line: Substring) -> Bool {
        line.drop { $0 == " " }.hasPrefix("//")
    }

    /// The lines of code that hold any of the words, with their numbers.
    func code(holding words: [String]) -> [String] {
        lines.enumerated().compactMap { number, line in
            guard !isComment(line), words.contains(where: { line.contains($0) }) else { return nil }
            return "\(path):\(number + 1): \(line)"
        }
    }
}

enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let files: [SourceFile] = ["Sources", "Tests"].flatMap(read)

    private static func read(_ folder: String) -> [SourceFile] {
        let base = root.appending(path: folder)
        guard let names = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return names.compactMap { name in
            guard let name = name as? String, name.hasSuffix(".swift") else { return nil }
            guard let text = try? String(contentsOf: base.appending(path: name), encoding: .utf8) else {
                return nil
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return SourceFile(path: "\(folder)/\(name)", lines: lines.last == "" ? lines.dropLast() : lines)
        }
    }
}
