// A refusal, with the exact text that goes to the client: the code word first, no leading dash.

/// An error reply.
package struct RedisError: Error, Equatable, Sendable {
    /// The whole text, code word first: `ERR syntax error`.
    package let text: String

    init(_ text: String) { self.text = text }

    /// The code word, which `# Errorstats` counts by.
    package var code: Substring { text.prefix { $0 != " " } }
}
