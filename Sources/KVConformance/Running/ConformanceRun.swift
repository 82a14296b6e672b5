// A whole run: every case on the candidate, held against a reference, which is a recording or another server.

/// Runs cases and says what became of each.
package struct ConformanceRun {
    /// What the candidate is held against.
    package enum Reference {
        case recordings
        case server(any ServerUnderTest)
    }

    private let store: CaseStore
    private let candidate: any ServerUnderTest
    private let reference: Reference
    private let known: KnownDifferences

    package init(
        _ store: CaseStore, candidate: any ServerUnderTest, reference: Reference, known: KnownDifferences
    ) {
        self.store = store
        self.candidate = candidate
        self.reference = reference
        self.known = known
    }

    /// What the reference is called.
    package var referenceName: String {
        switch reference {
        case .recordings: "redis-server \(Recording.version), recorded"
        case .server(let server): server.name
        }
    }

    /// Runs every case of a file.
    ///
    /// - Throws: that a server can no longer be reached.
    package func run(_ file: CaseFile) throws(ServerError) -> [CaseResult] {
        let recording = store.recording(file.name)
        var results: [CaseResult] = []
        for script in file.cases { results.append(try result(of: script, in: file, recording)) }
        return results
    }

    private func result(
        of script: Case, in file: CaseFile, _ recording: Recording?
    ) throws(ServerError) -> CaseResult {
        let nothing = Transcript(title: script.title)
        if timePasses, PassingTime.wait(of: script) > PassingTime.longestWait {
            return CaseResult(
                file: file.name, script: script, verdict: .notRun, reference: nothing, candidate: nothing)
        }
        let observed = try CaseRunner.run(script, on: candidate)
        let expected = try expected(script, recording)
        return CaseResult(
            file: file.name, script: script, verdict: verdict(file, script, expected, observed),
            reference: expected ?? nothing, candidate: observed)
    }

    /// Whether a clock goes on while a script runs.
    private var timePasses: Bool {
        if case .server(let server) = reference, !server.hasMovableClock { return true }
        return !candidate.hasMovableClock
    }

    private func expected(_ script: Case, _ recording: Recording?) throws(ServerError) -> Transcript? {
        switch reference {
        case .recordings: recording?.transcript(of: script)
        case .server(let server): try CaseRunner.run(script, on: server)
        }
    }

    private func verdict(
        _ file: CaseFile, _ script: Case, _ expected: Transcript?, _ observed: Transcript
    ) -> CaseResult.Verdict {
        guard let expected else { return .unrecorded }
        let differences = Comparison.differences(
            script, reference: expected, candidate: observed, timePasses: timePasses)
        let heading = known.reasons[KnownDifferences.name(file, script)]
        return switch (differences.isEmpty, heading) {
        case (true, nil): .identical
        case (true, .some(let heading)): .gone(heading)
        case (false, nil): .differing(differences)
        case (false, .some(let heading)): .listed(heading, differences)
        }
    }
}
