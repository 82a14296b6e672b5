// The differences from Redis that are meant, read from `known-differences.md`, where each has its reason. A list item
// that starts with the name of a case in backquotes (`strings/set: the title of the case`) lists it.

/// The cases that are meant to differ.
package struct KnownDifferences: Sendable {
    /// The cases, as `family/command: title`, each with the heading it stands under.
    package let reasons: [String: String]

    /// - Throws: a case that is listed twice, or without a reason.
    package init(text: String) throws(KnownDifferencesError) {
        var (reasons, heading, hasReason): ([String: String], String?, Bool) = ([:], nil, false)
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") {
                (heading, hasReason) = (String(line.dropFirst(3)), false)
            } else if line.hasPrefix("- `"), let end = line.dropFirst(3).firstIndex(of: "`") {
                let name = String(line[line.index(line.startIndex, offsetBy: 3)..<end])
                guard let heading, hasReason else {
                    throw KnownDifferencesError("'\(name)' stands under no heading with a reason")
                }
                guard reasons.updateValue(heading, forKey: name) == nil else {
                    throw KnownDifferencesError("'\(name)' is listed twice")
                }
            } else {
                hasReason = true
            }
        }
        self.reasons = reasons
    }

    package static func name(_ file: CaseFile, _ script: Case) -> String { "\(file.name): \(script.title)" }
}

/// A mistake in the list of differences.
package struct KnownDifferencesError: Error, CustomStringConvertible {
    package let description: String

    init(_ text: String) { description = "known-differences.md: \(text)" }
}
