// What the suite prints, line by line: `[ok]: name (3 ms)`, `[err]: name in tests/unit/...` and so on. When a test
// does not come to its end, the suite says which one was in progress.

/// What became of the tests of a unit.
package struct UnitOutput: Equatable, Sendable {
    package private(set) var passed: [String] = []
    package private(set) var failed: [String] = []
    package private(set) var skipped: [String] = []
    /// Tests for servers of another kind: the suite leaves them out by itself.
    package private(set) var ignored: [String] = []
    /// Whatever ended the unit before its last test.
    package private(set) var exception: String?
    /// The test that was in progress when time was up.
    package private(set) var hanging: String?
    package private(set) var isFinished = false
    /// Tests that hung in earlier attempts and were left out of this one.
    package var hung: [String] = []

    package init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) { add(line) }
    }

    private mutating func add(_ line: Substring) {
        if let test = UnitOutput.rest(line, after: "[ok]: ") { return passed.append(UnitOutput.name(test)) }
        if let test = UnitOutput.rest(line, after: "[err]: ") { return failed.append(UnitOutput.place(test)) }
        if let test = UnitOutput.rest(line, after: "[skip]: ") { return skipped.append(String(test)) }
        if let test = UnitOutput.rest(line, after: "[ignore]: ") { return ignored.append(String(test)) }
        if let text = UnitOutput.rest(line, after: "[exception]: ") { exception = String(text) }
        if let mark = line.firstRange(of: "=> (IN PROGRESS) ") { hanging = String(line[mark.upperBound...]) }
        if line.contains(" done]: ") { isFinished = true }
    }

    private static func rest(_ line: Substring, after prefix: String) -> Substring? {
        line.hasPrefix(prefix) ? line.dropFirst(prefix.count) : nil
    }

    /// Without the time it took, ` (3 ms)`.
    private static func name(_ text: Substring) -> String {
        guard let bracket = text.lastIndex(of: "("), text.hasSuffix(" ms)") else { return String(text) }
        return String(text[..<bracket].dropLast())
    }

    /// Without the file it is in, ` in tests/unit/...`.
    private static func place(_ text: Substring) -> String {
        text.firstRange(of: " in tests/").map { String(text[..<$0.lowerBound]) } ?? String(text)
    }
}
