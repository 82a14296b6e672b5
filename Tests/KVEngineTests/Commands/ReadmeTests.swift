// The README's list of commands is the table's.

import Foundation
import Testing

@testable import KVEngine

@Suite struct ReadmeTests {
    private static let begin = "<!-- commands:begin -->\n"
    private static let end = "<!-- commands:end -->"

    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "README.md")

    /// The place between the markers.
    private static func section(of text: String) -> Range<String.Index>? {
        guard let start = text.range(of: begin)?.upperBound,
            let stop = text.range(of: end, range: start..<text.endIndex)?.lowerBound
        else { return nil }
        return start..<stop
    }

    private static var isPrepared: Bool {
        (try? String(contentsOf: file, encoding: .utf8)).flatMap(section) != nil
    }

    @Test(.enabled(if: ReadmeTests.isPrepared, "README.md has no markers for the list of commands"))
    func `the README lists the commands there are`() throws {
        var text = try String(contentsOf: ReadmeTests.file, encoding: .utf8)
        let section = try #require(ReadmeTests.section(of: text))
        let current = "\n" + CommandTable.redis.markdown + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_README"] == "1" {
            text.replaceSubrange(section, with: current)
            try text.write(to: ReadmeTests.file, atomically: true, encoding: .utf8)
        } else {
            #expect(
                text[section] == current,
                "out of date: UPDATE_README=1 swift test --filter ReadmeTests rewrites it")
        }
    }

    @Test func `a family is a row, a command a link, an addition has a star`() {
        let markdown = CommandTable.redis.markdown
        #expect(markdown.contains("| Strings | [GET](https://redis.io/commands/get), "))
        #expect(markdown.contains("[CLIENT](https://redis.io/commands/client) ("))
        #expect(markdown.contains("[SETINFO](https://redis.io/commands/client-setinfo)\\*"))
        #expect(!markdown.contains("[GETNAME](https://redis.io/commands/client-getname)\\*"))
    }
}
