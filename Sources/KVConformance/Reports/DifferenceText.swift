// What a failing case looks like on a terminal: where it differs, what the reference said (-) and what the candidate
// said (+).

/// Failing cases as lines for people.
package struct DifferenceText {
    private let isWhole: Bool
    private let hasColours: Bool

    private static let fewSteps = 3
    private static let fewLines = 6

    /// - Parameter isWhole: all differences, and all lines of each, where there would be the first few.
    package init(isWhole: Bool, hasColours: Bool) {
        self.isWhole = isWhole
        self.hasColours = hasColours
    }

    package func lines(of result: CaseResult) -> [String] {
        let head = bold("\(result.name): \(result.verdict.remark ?? "differs")")
        let shown = result.differences.prefix(isWhole ? .max : DifferenceText.fewSteps)
        let steps = shown.flatMap { difference in
            ["  \(result.file).case:\(difference.line): \(difference.source)"]
                + lines(of: difference)
        }
        let hidden = result.differences.count - shown.count
        return [head] + steps + (hidden > 0 ? ["  ... and \(hidden) more; --verbose shows all"] : [])
    }

    /// The replies of both servers to a step.
    package func lines(of difference: Difference) -> [String] {
        clipped(difference.reference).map { red("    - \($0)") }
            + clipped(difference.candidate).map { green("    + \($0)") }
    }

    private func clipped(_ lines: [String]) -> [String] {
        if isWhole || lines.count <= DifferenceText.fewLines { return lines }
        return lines.prefix(DifferenceText.fewLines - 1) + ["... (\(lines.count) lines; --verbose shows all)"]
    }

    // MARK: Colours

    private func red(_ text: String) -> String { coloured(text, 31) }
    private func green(_ text: String) -> String { coloured(text, 32) }
    private func bold(_ text: String) -> String { coloured(text, 1) }

    private func coloured(_ text: String, _ code: Int) -> String {
        hasColours ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
