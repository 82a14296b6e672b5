// Two transcripts of one case, line by line.

/// A step that two servers answered differently.
package struct Difference: Equatable, Encodable, Sendable {
    /// The line of the script.
    package let source: String
    package let line: Int
    package let reference: [String]
    package let candidate: [String]
}

package enum Comparison {
    /// Where the transcripts of a case differ; both are of the same script.
    ///
    /// - Parameter timePasses: whether a clock went on while a script ran, so that what tells of time cannot be exact.
    package static func differences(
        _ script: Case, reference: Transcript, candidate: Transcript, timePasses: Bool = false
    ) -> [Difference] {
        zip(script.steps, zip(reference.steps, candidate.steps)).compactMap { step, entries in
            let (reference, candidate) = (entries.0.lines, entries.1.lines)
            let mark = timePasses ? PassingTime.mark(of: step) : step.mark
            if areEqual(reference, candidate, mark) { return nil }
            return Difference(
                source: step.source, line: step.line, reference: reference, candidate: candidate)
        }
    }

    private static func areEqual(_ reference: [String], _ candidate: [String], _ mark: Step.Mark) -> Bool {
        if reference == candidate { return true }
        guard case .approximate(let tolerance) = mark, reference.count == candidate.count else {
            return false
        }
        return zip(reference, candidate).allSatisfy { isNear($0, $1, tolerance) }
    }

    /// Whether two lines are the same, or hold numbers of the same type that are near each other.
    private static func isNear(_ one: String, _ other: String, _ tolerance: Double) -> Bool {
        if one == other { return true }
        let (one, other) = (split(one), split(other))
        guard let first = one.number, let second = other.number, one.before == other.before else {
            return false
        }
        return abs(first - second) <= tolerance
    }

    /// A line as what stands before its number, and the number: `  :12` and `"1.5"` hold one.
    private static func split(_ line: String) -> (before: Substring, number: Double?) {
        let before = line.prefix { " :,\"".contains($0) }
        let after = line.dropFirst(before.count)
        return (before, Double(before.last == "\"" ? after.dropLast() : after))
    }
}
