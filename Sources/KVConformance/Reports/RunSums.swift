// How many cases of a run there are of each kind, in all and family by family: what every report begins with.

/// The sums of some of a run's cases.
package struct RunSums: Equatable, Encodable, Sendable {
    package let cases: Int
    package let identical: Int
    /// Those the run fails for, whichever the reason.
    package let differing: Int
    package let listed: Int
    /// Those that need a clock that can be moved, where there is none.
    package let notRun: Int

    init(_ results: some Sequence<CaseResult>) {
        var (cases, failing, listed, notRun) = (0, 0, 0, 0)
        for result in results {
            cases += 1
            if result.isFailure { failing += 1 }
            if case .listed = result.verdict { listed += 1 }
            if case .notRun = result.verdict { notRun += 1 }
        }
        self.cases = cases
        self.listed = listed
        self.notRun = notRun
        identical = cases - failing - listed - notRun
        differing = failing
    }
}

extension RunResult {
    package var sums: RunSums { RunSums(cases) }

    /// The families, sorted, with their sums.
    package var families: [(name: String, sums: RunSums)] {
        Dictionary(grouping: cases, by: \.family).sorted { $0.key < $1.key }.map {
            ($0.key, RunSums($0.value))
        }
    }

    /// The files, in the order of the run, with their cases.
    var files: [(name: String, cases: [CaseResult])] {
        var files: [(name: String, cases: [CaseResult])] = []
        for result in cases {
            if files.last?.name != result.file { files.append((result.file, [])) }
            files[files.count - 1].cases.append(result)
        }
        return files
    }
}

extension CaseResult.Verdict {
    /// The one word for it, in every report.
    package var word: String {
        switch self {
        case .identical: "identical"
        case .differing: "differing"
        case .listed: "listed"
        case .gone: "gone"
        case .unrecorded: "unrecorded"
        case .notRun: "not run"
        }
    }

    /// The heading under which the case is listed as differing.
    var heading: String? {
        switch self {
        case .listed(let heading, _), .gone(let heading): heading
        case .identical, .differing, .unrecorded, .notRun: nil
        }
    }

    /// What a person has to know beside the differences; nil when they say it all.
    package var remark: String? {
        switch self {
        case .identical, .differing: nil
        case .listed(let heading, _): "meant to differ: \(heading)"
        case .gone(let heading): "listed under '\(heading)', and the same by now: take it off the list"
        case .unrecorded: "not recorded as it stands; kv-conformance record does it"
        case .notRun: "not run: it needs a clock that can be moved"
        }
    }
}
