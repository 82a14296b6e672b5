// What Redis answered to a file of cases, kept as text beside the scripts, so that they can be checked where there is
// no Redis. `kv-conformance record` writes these files, nobody else.

/// The recorded replies of one file of cases.
package struct Recording: Sendable {
    /// The version of Redis that decides.
    package static let version = "7.0.15"

    package private(set) var transcripts: [Transcript]

    package init(transcripts: [Transcript]) { self.transcripts = transcripts }

    /// The recorded transcript of a case; nil when it was recorded from other lines than it has now.
    package func transcript(of script: Case) -> Transcript? {
        transcripts.first { $0.title == script.title && $0.steps.map(\.source) == script.steps.map(\.source) }
    }

    // MARK: As text

    private static let indent = "    "

    /// - Parameter date: the day of the recording, as `2026-01-31`.
    package func text(server: String, date: String) -> String {
        var lines = ["# Recorded by kv-conformance from \(server) on \(date); not to be edited.", ""]
        for transcript in transcripts {
            lines.append("== \(transcript.title)")
            for entry in transcript.steps {
                lines.append(entry.source)
                lines += entry.lines.map { Recording.indent + $0 }
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    package init(text: String) {
        transcripts = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("== ") {
                transcripts.append(Transcript(title: String(line.dropFirst(3))))
            } else if !line.hasPrefix("#"), let last = transcripts.indices.last {
                transcripts[last].add(line)
            }
        }
    }
}

extension Transcript {
    /// Takes a line of a recording: the answer to the step before, or the next step.
    fileprivate mutating func add(_ line: Substring) {
        if line.hasPrefix("    "), let last = steps.indices.last {
            steps[last].lines.append(String(line.dropFirst(4)))
        } else {
            steps.append(Entry(source: String(line), lines: []))
        }
    }
}
