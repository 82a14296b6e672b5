// What has become of each post, and the sums of it. The store's own replies are counted, and nothing else.

/// What a run has done so far.
package struct BustTally: Sendable {
    /// What has become of the keys of a post.
    package enum Fate: Sendable, Equatable {
        /// The store has deleted so many.
        case removed(Int)
        /// The store has refused, with these words.
        case refused(String)
        /// The command was sent, and no reply came.
        case inDoubt
        /// Nothing was sent.
        case notAttempted
    }

    /// The posts in order, each with what has become of it.
    package private(set) var posts: [(id: PostID, fate: Fate)]
    private var next = 0

    package init(_ ids: [PostID]) { posts = ids.map { ($0, .notAttempted) } }

    /// The posts of which nothing is known yet, at most so many.
    package func nextIDs(_ count: Int) -> [PostID] { posts[next...].prefix(count).map(\.id) }

    /// Enters what has become of the next post.
    package mutating func enter(_ fate: Fate) {
        posts[next].fate = fate
        next += 1
    }

    /// Keys that are known to be deleted.
    package var removed: Int {
        posts.reduce(0) { sum, post in
            if case .removed(let count) = post.fate { sum + count } else { sum }
        }
    }

    /// Keys that may have been deleted.
    package var inDoubt: Int {
        posts.reduce(0) { $0 + ($1.fate == .inDoubt ? keysForPost($1.id).count : 0) }
    }

    /// Posts that the store has answered for.
    package var answered: [PostID] {
        posts.filter { if case .removed = $0.fate { true } else { false } }.map(\.id)
    }

    /// Posts of which no command was sent.
    package var notAttempted: [PostID] { posts.filter { $0.fate == .notAttempted }.map(\.id) }

    /// Posts for which the run has to be repeated.
    package var unfinished: [PostID] {
        posts.filter { if case .removed = $0.fate { false } else { true } }.map(\.id)
    }

    /// Keys of all posts.
    package var keys: Int { posts.reduce(0) { $0 + keysForPost($1.id).count } }

    /// Whether something has been deleted, or may have been.
    package var hasTouched: Bool { removed > 0 || inDoubt > 0 }
}
