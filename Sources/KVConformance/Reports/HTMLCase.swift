// One case on the page: folded away where nothing differs, and otherwise open, with the replies that differ in colour.

/// A case as HTML.
struct HTMLCase {
    let result: CaseResult
    /// What the servers are called, escaped.
    let names: (reference: String, candidate: String)
    let anchor: String

    /// Replies that are the same are shown in full up to so many lines, and folded beyond.
    private static let mostLines = 8

    var text: String {
        let (title, anchor) = (HTMLReport.escaped(result.script.title), HTMLReport.escaped(anchor))
        let remark = result.verdict.remark.map { "<p>\(HTMLReport.escaped($0))</p>\n" } ?? ""
        return """
            <details class="case \(kind)" id="\(anchor)"\(result.isFailure ? " open" : "")>
            <summary><b>\(result.verdict.word)</b> \(title) <a href="#\(anchor)" aria-label="Link">#</a></summary>
            \(remark)\(heads)\(result.script.steps.indices.map(step).joined(separator: "\n"))
            </details>
            """
    }

    /// Its kind, as the filter knows it.
    private var kind: String {
        switch result.verdict {
        case .identical: "identical"
        case .listed: "listed"
        case .notRun: "idle"
        case .differing, .gone, .unrecorded: "failing"
        }
    }

    // MARK: Steps

    /// Whose replies are on which side, where there are two sides.
    private var heads: String {
        if result.candidate.steps == result.reference.steps { return "" }
        let names = [names.reference, names.candidate].map { "<small>\($0)</small>" }
        return "<div class=\"step heads\"><span></span>\(names.joined())</div>\n"
    }

    private func step(_ index: Int) -> String {
        let step = result.script.steps[index]
        let (reference, candidate) = (lines(result.reference, index), lines(result.candidate, index))
        let differs = result.differences.contains { $0.line == step.line }
        let source = "<code><i>\(step.line)</i>\(HTMLReport.escaped(step.source))</code>"
        return
            "<div class=\"step\(differs ? " differs" : "")\">\(source)\(replies(reference, candidate))</div>"
    }

    /// The reply to a step; nil where there is no transcript.
    private func lines(_ transcript: Transcript, _ index: Int) -> [String]? {
        transcript.steps.indices.contains(index) ? transcript.steps[index].lines : nil
    }

    private func replies(_ reference: [String]?, _ candidate: [String]?) -> String {
        guard reference != candidate else { return same(candidate ?? []) }
        let (left, right) = (reference ?? [], candidate ?? [])
        let changes = right.difference(from: left)
        return side("reference", names.reference, left, marked: changes.removals.map(\.offset))
            + side("candidate", names.candidate, right, marked: changes.insertions.map(\.offset))
    }

    private func same(_ lines: [String]) -> String {
        if lines.isEmpty { return "" }
        let text = lines.map(HTMLReport.escaped).joined(separator: "\n")
        guard lines.count > HTMLCase.mostLines else { return "<pre class=\"both\">\(text)</pre>" }
        let head = HTMLReport.escaped(lines[0])
        return """
            <details class="both"><summary>\(head) (\(lines.count) lines)</summary><pre>\(text)</pre></details>
            """
    }

    private func side(_ kind: String, _ name: String, _ lines: [String], marked: [Int]) -> String {
        let marked = Set(marked)
        let text = lines.enumerated().map { index, line in
            let line = HTMLReport.escaped(line)
            return marked.contains(index) ? "<mark>\(line)</mark>" : line
        }
        return "<pre class=\"\(kind)\"><small>\(name)</small>\(text.joined(separator: "\n"))</pre>"
    }
}

extension CollectionDifference.Change {
    /// Where the element is, in the collection it is in.
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
