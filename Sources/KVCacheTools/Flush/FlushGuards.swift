// What is refused before anything is sent, and what is worth a warning: a pattern that would delete everything, and one
// that contradicts what is to be preserved.

import KVClient
import KVToolSupport

/// A run that must not take place: exit code 4, and nothing has been sent.
package struct Refusal: Error, Equatable {
    package let reason: String
}

/// The patterns of a run, checked.
package struct FlushRules: Sendable {
    package let patterns: [GlobPattern]
    package let preserves: [GlobPattern]
    /// What a person should know before the run.
    package let warnings: [String]

    package init(_ options: FlushOptions) throws(Refusal) {
        patterns = options.patterns.map { GlobPattern($0) }
        let preserves = options.preserves.map { GlobPattern($0) }
        self.preserves = preserves
        var warnings: [String] = []
        for pattern in patterns {
            try FlushRules.check(pattern, preserves, allowsAll: options.allowsAll)
            warnings += preserves.compactMap { FlushRules.warning(pattern, $0) }
            warnings += FlushDefaults.worthPreserving.compactMap { suggestion in
                FlushRules.suggestion(pattern, GlobPattern(suggestion), preserves)
            }
        }
        self.warnings = warnings
    }

    private static func check(
        _ pattern: GlobPattern, _ preserves: [GlobPattern], allowsAll: Bool
    ) throws(Refusal) {
        let text = KVString(pattern.bytes).description
        if pattern.saysNothing, !allowsAll {
            throw Refusal(reason: "the pattern \(text) fits every key; --allow-all says that this is meant")
        }
        if let outer = preserves.first(where: { pattern.isInside($0) }) {
            throw Refusal(
                reason: "all that fits \(text) is preserved, by \(KVString(outer.bytes)); nothing was sent")
        }
    }

    /// Both are about the same keys, or look as if they were meant to be.
    private static func warning(_ pattern: GlobPattern, _ preserve: GlobPattern) -> String? {
        let (text, kept) = (KVString(pattern.bytes).description, KVString(preserve.bytes).description)
        if pattern.mayOverlap(preserve) {
            return "\(text) may fit keys that \(kept) preserves; those are left alone"
        }
        guard pattern.namespace != preserve.namespace, pattern.singular == preserve.singular else {
            return nil
        }
        return "\(text) is not preserved by \(kept), which differs by an s only"
    }

    private static func suggestion(
        _ pattern: GlobPattern, _ other: GlobPattern, _ preserves: [GlobPattern]
    ) -> String? {
        guard pattern.mayOverlap(other), !preserves.contains(where: { other.isInside($0) }) else {
            return nil
        }
        let kept = KVString(other.bytes).description
        return
            "\(KVString(pattern.bytes)) may fit \(kept), which is no cache as a rule; --preserve '\(kept)' keeps it"
    }

    /// The first pattern that a key fits.
    func owner(of key: [UInt8]) -> Int? { patterns.firstIndex { $0.matches(key) } }

    /// The first pattern that preserves a key.
    func preserver(of key: [UInt8]) -> Int? { preserves.firstIndex { $0.matches(key) } }
}

extension GlobPattern {
    /// What stands before the first colon of its literal beginning.
    var namespace: [UInt8] { Array(literalPrefix.prefix { $0 != UInt8(ascii: ":") }) }

    /// The namespace in lower case, without an s at its end.
    var singular: [UInt8] { Namespace.singular(of: literalPrefix) }
}

/// The first part of a key.
enum Namespace {
    /// In lower case, without an s at its end: what two spellings of one namespace have in common.
    static func singular(of key: [UInt8]) -> [UInt8] {
        var word = key.prefix { $0 != UInt8(ascii: ":") }.map { 65...90 ~= $0 ? $0 | 32 : $0 }
        if word.last == UInt8(ascii: "s") { word.removeLast() }
        return word
    }
}
