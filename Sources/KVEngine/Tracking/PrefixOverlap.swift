// Prefixes of one client may not overlap: no key may be told twice. Among sorted texts those that begin with one of
// them follow it, so that one pass finds whether there is an overlap at all, however many prefixes are given.

/// Two prefixes, one of which begins with the other.
struct PrefixOverlap {
    /// The first of the new prefixes that overlaps.
    let prefix: [UInt8]
    let other: [UInt8]
    /// Whether the other is one that the client has had before.
    let isOtherOld: Bool

    /// The first overlap that new prefixes have with old ones or among themselves; old ones may overlap.
    ///
    /// - Complexity: O(n log n) in the number of prefixes.
    init?(of new: [[UInt8]], with old: [[UInt8]]) {
        guard let index = PrefixOverlap.first(new, old) else { return nil }
        let prefix = new[index]
        let overlaps = { (other: [UInt8]) in other.starts(with: prefix) || prefix.starts(with: other) }
        let oldOne = old.first(where: overlaps)
        guard let other = oldOne ?? new[(index + 1)...].first(where: overlaps) else { return nil }
        (self.prefix, self.other, isOtherOld) = (prefix, other, oldOne != nil)
    }

    /// The index of the first new prefix that overlaps any other.
    private static func first(_ new: [[UInt8]], _ old: [[UInt8]]) -> Int? {
        let all = new.enumerated().map { (text: $1, index: $0) } + old.map { (text: $0, index: Int.max) }
        let sorted = all.sorted { $0.text.lexicographicallyPrecedes($1.text) }
        // The shortest text that those now looked at begin with, and the place of the first of them.
        var (root, place, first) = (0, Int.max, Int.max)
        for (index, text) in sorted.enumerated().dropFirst() {
            if text.text.starts(with: sorted[root].text) {
                place = min(place, text.index, sorted[root].index)
            } else {
                (root, first, place) = (index, min(first, place), Int.max)
            }
        }
        first = min(first, place)
        return first == .max ? nil : first
    }
}
