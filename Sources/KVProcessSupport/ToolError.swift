// What a program says when it cannot go on: always one sentence for the person who runs it.

/// A failure with the sentence that explains it.
package struct ToolError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
