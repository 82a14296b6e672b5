// What a command reads beside the store: a file, or what is given on standard input.

import Foundation
import KVProcessSupport

/// A file of text.
enum InputFile {
    /// More is no list that somebody has made by intent.
    private static let largest = 256 << 20

    /// The text of a file; `-` is standard input.
    ///
    /// - Throws: that it cannot be read, or is no text.
    static func text(_ path: String) throws(ToolError) -> String {
        let data: Data
        do {
            if path == "-" {
                data = try FileHandle.standardInput.readToEnd() ?? Data()
            } else {
                data = try Data(contentsOf: URL(filePath: path))
            }
        } catch {
            throw ToolError("\(path) cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= largest, let text = String(validating: data, as: UTF8.self) else {
            throw ToolError("\(path == "-" ? "standard input" : path) is no text in UTF-8, or too large")
        }
        return text
    }

    /// The lines of a file that have something in them, without the blanks around it; those that begin with `#` are
    /// remarks.
    static func lines(_ path: String) throws(ToolError) -> [String] {
        try text(path).split(whereSeparator: \.isNewline).compactMap { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            return line.isEmpty || line.hasPrefix("#") ? nil : line
        }
    }
}
