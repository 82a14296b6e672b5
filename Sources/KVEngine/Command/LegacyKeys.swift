// Where the keys of a command are in the terms of before Redis 7: first, last, step. COMMAND INFO still prints
// them for old clients; they are worked out of the key specifications.

/// The first key's index, the last one's (negative: from the end) and the distance between two.
struct LegacyKeys: Equatable {
    var first = 0
    var last = 0
    var step = 0

    /// Specifications that are no plain ranges, or do not follow upon each other, are left out.
    init(_ specs: [KeySpec]) {
        if specs.count == 1, let only = LegacyKeys(specs[0]) {
            self = only
            return
        }
        for range in specs.compactMap(LegacyKeys.init) where range.step == 1 {
            if step == 0 {
                self = range
            } else if range.first == last + 1 {
                last = range.last
            }
        }
    }

    /// Nil for a specification that is no range from a fixed index on.
    private init?(_ spec: KeySpec) {
        guard case .index(let first) = spec.begin, case .range(let last, let step, _) = spec.find else {
            return nil
        }
        (self.first, self.last, self.step) = (first, last < 0 ? last : first + last, step)
    }
}
