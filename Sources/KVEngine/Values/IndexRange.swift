// Ranges of elements as LRANGE, LTRIM and the commands on ranks give them: two indices, both included, that
// count from the end when they are negative.

extension Range<Int> {
    /// The places from one index to another in a collection of `count` elements; what lies outside is left out.
    init(from start: Int64, through stop: Int64, in count: Int) {
        let count = Int64(count)
        let first = Swift.max(start < 0 ? start &+ count : start, 0)
        let last = Swift.min(stop < 0 ? stop &+ count : stop, count &- 1)
        self = first <= last ? Int(first)..<Int(last) + 1 : 0..<0
    }
}
