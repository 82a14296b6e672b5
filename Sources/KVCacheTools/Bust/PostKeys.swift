// What is cached of a post. This is the one place that lists it: a further counter is entered here, and deleted, shown
// and counted from then on.

/// The keys that the store holds of a post, in the order in which they are deleted.
///
/// The three prefixes stand for the set of who liked the post, the total of likes, and the total of shares.
package func keysForPost(_ id: PostID) -> [String] {
    ["likes:\(id)", "like_count:\(id)", "share_count:\(id)"]
}
