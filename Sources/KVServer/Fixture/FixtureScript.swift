// A fixture: commands in a text file, a line each, as they are typed into redis-cli, that fill a server with data.
// Blank lines and lines that begin with # are skipped. Words in quotes are read as redis-cli reads them.

import RESP

/// The commands of a fixture.
package struct FixtureScript: Sendable {
    /// One of them.
    package struct Line: Sendable {
        /// Counted from 1.
        package let number: Int
        package let text: String
        package let words: [[UInt8]]
    }

    package let lines: [Line]

    /// Reads a script.
    ///
    /// - Throws: `FixtureError` for a line whose quotes do not balance.
    package init(_ script: [UInt8]) throws(FixtureError) {
        var lines: [Line] = []
        for (index, bytes) in script.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: FixtureScript.trimmed(bytes), as: UTF8.self)
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            guard let words = InlineRequest.words(of: Array(bytes)) else {
                throw FixtureError(line: index + 1, command: text, reason: "its quotes do not balance")
            }
            lines.append(Line(number: index + 1, text: text, words: words))
        }
        self.lines = lines
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        let start = line.drop(while: isBlank)
        return start.prefix(start.count - start.reversed().prefix(while: isBlank).count)
    }
}

/// What is wrong with a fixture.
package struct FixtureError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1; 0 for the file as a whole.
    package let line: Int
    package let command: String
    package let reason: String

    package var description: String { line == 0 ? reason : "line \(line): \(command): \(reason)" }
}
