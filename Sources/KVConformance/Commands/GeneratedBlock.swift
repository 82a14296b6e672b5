// A part of a Markdown file that is made by a program: what stands between two marks, which are comments that no
// reader sees.

import Foundation

/// A named block: `<!-- commands:begin -->` to `<!-- commands:end -->`.
package struct GeneratedBlock: Sendable {
    private let begin: String
    private let end: String

    package init(_ name: String) {
        begin = "<!-- \(name):begin -->\n"
        end = "<!-- \(name):end -->"
    }

    /// What stands between the marks; nil when they are not there.
    package func content(in text: String) -> String? { range(in: text).map { String(text[$0]) } }

    /// The text with other words between the marks; nil when they are not there.
    package func replacing(in text: String, with content: String) -> String? {
        range(in: text).map { text.replacingCharacters(in: $0, with: content) }
    }

    private func range(in text: String) -> Range<String.Index>? {
        guard let start = text.range(of: begin)?.upperBound,
            let stop = text.range(of: end, range: start..<text.endIndex)?.lowerBound
        else { return nil }
        return start..<stop
    }
}
