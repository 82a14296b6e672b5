// A folder for as long as somebody needs it, and no longer than the program runs.

import Foundation

/// A temporary folder, removed with all that is in it when it is released or the program ends.
package final class TemporaryFolder: Sendable {
    package let url: URL
    private let leftovers: Leftovers

    package init(_ leftovers: Leftovers = .ofThisProgram) throws(ToolError) {
        self.leftovers = leftovers
        url = try leftovers.makeFolder()
    }

    deinit { leftovers.remove(url) }
}
