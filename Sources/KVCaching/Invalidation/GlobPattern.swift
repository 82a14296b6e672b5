// Patterns for keys that are made of other people's text.

import KVClient

/// Patterns as SCAN takes them.
public enum GlobPattern {
    /// A pattern that matches this text and nothing else.
    public static func escaping(_ text: KVString) -> KVString {
        let special = Set("*?[]\\^-".utf8)
        return KVString(text.bytes.flatMap { special.contains($0) ? [0x5C, $0] : [$0] })
    }
}
