// Reads a file of cases. Every mistake is told with the number of its line, since people write these files.

/// A line that cannot be read.
package struct CaseError: Error, Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let reason: String

    package var description: String { "\(file).case:\(line): \(reason)" }
}

/// Reads the text of a file of cases.
package struct CaseParser {
    private let name: String
    private var file: CaseFile
    private var line = 0
    /// The line of the last title.
    private var titleLine = 0

    /// The cases in a text.
    ///
    /// - Parameter name: folder and name of the file, without its ending.
    /// - Throws: the first line that makes no sense.
    package static func parse(_ text: String, name: String) throws(CaseError) -> CaseFile {
        var parser = CaseParser(name: name, file: CaseFile(name: name, cases: []))
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            try parser.add(trimmed(line))
        }
        try parser.endCase()
        return parser.file
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line.drop(while: \.isWhitespace))
    }

    private func error(_ reason: String) -> CaseError { CaseError(file: name, line: line, reason: reason) }

    private mutating func add(_ text: String) throws(CaseError) {
        line += 1
        if text.isEmpty || text.hasPrefix("#") { return }
        if text == "==" || text.hasPrefix("== ") {
            try endCase()
            let title = CaseParser.trimmed(text.dropFirst(3))
            guard !title.isEmpty, !file.cases.contains(where: { $0.title == title }) else {
                throw error("a case needs a title that no other in the file has")
            }
            file.cases.append(Case(title: title, steps: []))
            titleLine = line
            return
        }
        guard !file.cases.isEmpty else { throw error("a command before the first case ('== title')") }
        file.cases[file.cases.count - 1].steps.append(try step(text))
    }

    private func endCase() throws(CaseError) {
        guard let last = file.cases.last, last.steps.isEmpty else { return }
        throw CaseError(file: name, line: titleLine, reason: "the case '\(last.title)' has no line")
    }

    // MARK: A line

    private func step(_ text: String) throws(CaseError) -> Step {
        var rest = text[...]
        let connection = try connection(&rest)
        let mark = try mark(&rest)
        if rest.hasPrefix("> ") {
            let action = try directive(rest.dropFirst(2))
            guard mark == .exact || action == .read else { throw error("only '> read' takes a mark") }
            return Step(source: text, line: line, connection: connection, action: action, mark: mark)
        }
        let words = try words(rest)
        return Step(
            source: text, line: line, connection: connection, action: .command(words), mark: mark)
    }

    /// Takes `@2 ` off the front.
    private func connection(_ rest: inout Substring) throws(CaseError) -> Int {
        guard rest.first == "@" else { return 1 }
        guard let number = Int(rest.dropFirst().prefix { $0 != " " }), (1...99).contains(number) else {
            throw error("a connection is @1 to @99")
        }
        rest = rest.drop { $0 != " " }.drop { $0 == " " }
        return number
    }

    /// Takes a mark and its colon off the front; what only looks like one is left.
    private func mark(_ rest: inout Substring) throws(CaseError) -> Step.Mark {
        guard let colon = rest.firstIndex(of: ":"), colon != rest.startIndex else { return .exact }
        let words = rest[..<colon].split(separator: " ").map(String.init)
        guard let mark = Self.mark(words) else { return .exact }
        let after = rest.index(after: colon)
        guard after < rest.endIndex, rest[after] == " " else { throw error("no command after the mark") }
        rest = rest[after...].drop { $0 == " " }
        return mark
    }

    private static func mark(_ words: [String]) -> Step.Mark? {
        switch words {
        case ["unordered"]: .unordered
        case ["pairs"]: .pairs
        case ["shape"]: .shape
        case ["type"]: .type
        case ["any"]: .any
        case ["names"]: .names
        case ["scan"]: .scan
        default: words.count == 2 ? mark(words[0], words[1]) : nil
        }
    }

    private static func mark(_ name: String, _ value: String) -> Step.Mark? {
        if name == "approx", let tolerance = Double(value), tolerance >= 0 { return .approximate(tolerance) }
        if name == "fields" { return .fields(value.split(separator: ",").map(String.init)) }
        return name == "as" ? .keep(value) : nil
    }

    private func words(_ text: Substring) throws(CaseError) -> [Word] {
        let words: [Word]
        do throws(WordError) {
            words = try WordReader.words(of: String(text))
        } catch {
            throw self.error(error.text)
        }
        guard !words.isEmpty else { throw error("no command") }
        return words
    }

    private func directive(_ text: Substring) throws(CaseError) -> Step.Action {
        let parts = text.split(separator: " ", maxSplits: 1)
        let rest = parts.count > 1 ? parts[1] : ""
        switch parts.first ?? "" {
        case "send": return .send(try words(rest))
        case "raw": return .raw(try words(rest))
        case "advance":
            guard let duration = Self.milliseconds(rest) else {
                throw error("'> advance' takes a time such as 1500ms, 2s, 3m, 4h or 5d")
            }
            return .advance(milliseconds: duration)
        case "read" where rest.isEmpty: return .read
        case "quiet" where rest.isEmpty: return .quiet
        case "closed" where rest.isEmpty: return .closed
        case "reconnect" where rest.isEmpty: return .reconnect
        case "end" where rest.isEmpty: return .end
        case "resp3" where rest.isEmpty: return .resp3
        case "follow" where rest.isEmpty: return .follow
        default: throw error("there is no directive '> \(text)'")
        }
    }

    private static func milliseconds(_ text: Substring) -> Int64? {
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ]
        for (unit, factor) in units where text.hasSuffix(unit) {
            guard let count = Int64(text.dropLast(unit.count)), count >= 0 else { continue }
            let (product, overflow) = count.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return nil
    }
}
