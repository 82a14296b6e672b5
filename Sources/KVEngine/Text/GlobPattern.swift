// A glob that owns its bytes, for those outside of the engine.

import RESP

/// A pattern as KEYS reads it.
package struct GlobPattern: Sendable {
    private let pattern: [UInt8]

    package init(_ pattern: [UInt8]) { self.pattern = pattern }

    /// Whether the whole of a text fits.
    package func matches(_ text: [UInt8]) -> Bool {
        pattern.withByteView { pattern in
            let glob = Glob(pattern)
            return glob.matchesEverything || text.withByteView { glob.matches($0) }
        }
    }
}
