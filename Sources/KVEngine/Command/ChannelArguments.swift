// Which arguments of a command are channels, to listen to or to publish to: what ACL asks. Commands that end a
// subscription need no permission, so they have none.

/// The channels among a command's arguments.
enum ChannelArguments: Sendable {
    /// The first argument.
    case first
    /// Every argument.
    case all
    /// Every argument, and each is a pattern.
    case patterns

    /// The places of the channels in a request.
    func places(in words: RequestWords) -> Range<Int> {
        switch self {
        case .first: 1..<min(2, max(1, words.count))
        case .all, .patterns: 1..<max(1, words.count)
        }
    }
}
