// The members of a set of integers, sorted, eight bytes each: the "intset" encoding. Sorted order is
// observable (SMEMBERS of such a set is ascending), and a search is a handful of comparisons in one block.
//
// It holds every member in eight bytes; Redis starts with two and widens, which changes MEMORY USAGE only.
// It does not limit its size nor convert itself: `set-max-intset-entries` belongs to the set value.

/// A sorted set of 64-bit integers.
final class IntegerSet {
    private var members: [Int64] = []

    init() {}

    var count: Int { members.count }

    var isEmpty: Bool { members.isEmpty }

    /// The bytes the set takes in memory, used or not.
    var memoryUsage: Int { 24 + 32 + members.capacity * 8 }

    func contains(_ member: Int64) -> Bool {
        let index = insertionIndex(of: member)
        return index < members.count && members[index] == member
    }

    /// Adds a member; false if it was there.
    @discardableResult
    func insert(_ member: Int64) -> Bool {
        let index = insertionIndex(of: member)
        if index < members.count, members[index] == member { return false }
        members.insert(member, at: index)
        return true
    }

    /// Removes a member; false if it was not there.
    @discardableResult
    func remove(_ member: Int64) -> Bool {
        let index = insertionIndex(of: member)
        guard index < members.count, members[index] == member else { return false }
        members.remove(at: index)
        return true
    }

    /// Removes the member at `index` of the ascending order and returns it.
    func remove(at index: Int) -> Int64 { members.remove(at: index) }

    /// The member at `index` of the ascending order.
    func element(at index: Int) -> Int64 { members[index] }

    /// Hands every member to `body`, ascending; the set must not change meanwhile.
    func forEach(_ body: (Int64) -> Void) { members.forEach(body) }

    /// An independent set of the same members.
    func copy() -> IntegerSet {
        let twin = IntegerSet()
        twin.members = members
        return twin
    }

    /// The index of the first member that is not less than `member`.
    private func insertionIndex(of member: Int64) -> Int {
        var (low, high) = (0, members.count)
        if let last = members.last, last < member { return high }
        while low < high {
            let middle = (low + high) / 2
            if members[middle] < member { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
