// Makes a script that shows a difference as short as it can be: lines are left out, many at once and then one by one,
// then words, for as long as some line is still answered differently.

/// Shortens scripts.
struct Shrinker {
    private let reference: any ServerUnderTest
    private let candidate: any ServerUnderTest
    /// More replays than it takes to shrink any script that shrinks at all.
    private var replaysLeft = 2000

    init(_ reference: any ServerUnderTest, _ candidate: any ServerUnderTest) {
        self.reference = reference
        self.candidate = candidate
    }

    /// The shortest script found, and what differs in it; nil when the steps show no difference sent one by one.
    mutating func shrink(_ steps: [Step]) throws(ServerError) -> (script: Case, difference: Difference)? {
        guard var best = try failing(steps) else { return nil }
        var size = best.steps.count / 2
        while size > 0 {
            best = try withoutRuns(of: size, best)
            size /= 2
        }
        best = try withoutWords(best)
        best = try withoutRuns(of: 1, best)
        guard let difference = try difference(best.steps) else { return nil }
        return (Case(title: "found by the fuzzer", steps: best.steps), difference)
    }

    private struct Failing {
        let steps: [Step]
    }

    /// The steps up to the first difference; nil when there is none.
    private mutating func failing(_ steps: [Step]) throws(ServerError) -> Failing? {
        guard let difference = try difference(steps) else { return nil }
        return Failing(steps: Array(steps.prefix(difference.line)))
    }

    /// The first difference, its line being the number of its step from 1.
    private mutating func difference(_ steps: [Step]) throws(ServerError) -> Difference? {
        replaysLeft -= 1
        let numbered = steps.enumerated().map { $1.onLine($0 + 1) }
        let script = Case(title: "", steps: numbered)
        let expected = try CaseRunner.run(script, on: reference)
        let observed = try CaseRunner.run(script, on: candidate)
        return Comparison.differences(script, reference: expected, candidate: observed).first
    }

    private mutating func withoutRuns(of size: Int, _ failing: Failing) throws(ServerError) -> Failing {
        var best = failing
        // From the end: the last line is the one that differs and stays.
        var start = best.steps.count - 1 - size
        while start > -size, replaysLeft > 0 {
            let range = max(start, 0)..<min(max(start, 0) + size, best.steps.count - 1)
            if !range.isEmpty {
                var shorter = best.steps
                shorter.removeSubrange(range)
                if let found = try self.failing(shorter) { best = found }
            }
            start = min(start, best.steps.count - 1) - size
        }
        return best
    }

    private mutating func withoutWords(_ failing: Failing) throws(ServerError) -> Failing {
        var best = failing
        var index = 0
        while index < best.steps.count {
            var word = best.steps[index].wordCount - 1
            while word > 0, index < best.steps.count, replaysLeft > 0 {
                var shorter = best.steps
                shorter[index] = shorter[index].without(word: word)
                if let found = try self.failing(shorter), found.steps.count == shorter.count { best = found }
                word -= 1
            }
            index += 1
        }
        return best
    }
}

extension Step {
    fileprivate func onLine(_ line: Int) -> Step {
        Step(source: source, line: line, connection: connection, action: action, mark: mark)
    }

    fileprivate var wordCount: Int {
        if case .command(let words) = action { return words.count }
        return 0
    }

    fileprivate func without(word: Int) -> Step {
        guard case .command(var words) = action else { return self }
        words.remove(at: word)
        let literal = words.map { word -> [UInt8] in
            if case .text(let bytes) = word { bytes } else { [] }
        }
        return Step(
            source: CaseText.line(literal, connection: connection, mark: mark), line: line,
            connection: connection, action: .command(words), mark: mark)
    }
}
