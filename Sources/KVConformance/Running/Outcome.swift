// What became of each case, and the sums of a run.

/// What became of one case.
package struct CaseResult: Sendable {
    package let file: String
    package let script: Case
    package let verdict: Verdict
    package let reference: Transcript
    package let candidate: Transcript

    package enum Verdict: Equatable, Sendable {
        case identical
        case differing([Difference])
        /// Differs, and is meant to, for the reason under this heading.
        case listed(String, [Difference])
        /// Is listed as differing under this heading and does not differ.
        case gone(String)
        /// There is no recording of these lines.
        case unrecorded
        /// Needs a clock that can be moved.
        case notRun
    }

    /// Folder, file and title.
    package var name: String { "\(file): \(script.title)" }

    package var family: String { String(file.prefix { $0 != "/" }) }

    /// Whether the run fails for it.
    package var isFailure: Bool {
        switch verdict {
        case .identical, .listed, .notRun: false
        case .differing, .gone, .unrecorded: true
        }
    }

    package var differences: [Difference] {
        switch verdict {
        case .differing(let differences), .listed(_, let differences): differences
        case .identical, .gone, .unrecorded, .notRun: []
        }
    }
}

/// The results of a run.
package struct RunResult: Sendable {
    package let reference: String
    package let candidate: String
    package var cases: [CaseResult] = []

    package init(reference: String, candidate: String) {
        self.reference = reference
        self.candidate = candidate
    }

    package var failures: [CaseResult] { cases.filter(\.isFailure) }
}
