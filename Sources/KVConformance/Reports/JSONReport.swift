// The results of a run as JSON, for programs: what was compared, the sums, and every case with what differs in it. It
// holds no time and no path, so that two runs with the same results are the same text.

import Foundation

/// A run as one JSON document.
package struct JSONReport: Encodable {
    private let reference: String
    private let candidate: String
    private let sums: RunSums
    private let families: [String: RunSums]
    private let cases: [Entry]

    /// One case.
    private struct Entry: Encodable {
        let file: String
        let title: String
        /// `identical`, `differing`, `listed`, `gone` or `unrecorded`.
        let verdict: String
        /// The heading in `known-differences.md`; left out where there is none.
        let heading: String?
        let differences: [Difference]
    }

    private init(_ result: RunResult) {
        reference = result.reference
        candidate = result.candidate
        sums = result.sums
        families = Dictionary(uniqueKeysWithValues: result.families.map { ($0.name, $0.sums) })
        cases = result.cases.map { result in
            Entry(
                file: result.file, title: result.script.title, verdict: result.verdict.word,
                heading: result.verdict.heading, differences: result.differences)
        }
    }

    /// The document, keys in the order of the alphabet.
    package static func text(_ result: RunResult) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(JSONReport(result)), as: UTF8.self) + "\n"
    }
}
