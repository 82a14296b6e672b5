// An ordinary binary heap of deadlines whose members know their place in it, so that moving or removing one
// is O(log n) without a search.

/// The deadlines that are set, earliest first.
struct DeadlineHeap {
    private(set) var members: [Deadline] = []

    var isEmpty: Bool { members.isEmpty }

    /// The earliest time; nil when nothing is set.
    var earliest: UInt64? { members.first?.instant }

    mutating func insert(_ deadline: Deadline) {
        precondition(deadline.position < 0, "a deadline is set once")
        members.append(deadline)
        deadline.position = members.count - 1
        rise(from: deadline.position)
    }

    mutating func remove(_ deadline: Deadline) {
        let position = deadline.position
        guard position >= 0 else { return }
        deadline.position = -1
        let last = members.removeLast()
        guard last !== deadline else { return }
        place(last, at: position)
        rise(from: position)
        sink(from: last.position)
    }

    /// Takes out every deadline up to `now`, in order.
    mutating func takeDue(now: UInt64) -> [Deadline] {
        var due: [Deadline] = []
        while let first = members.first, first.instant <= now {
            remove(first)
            first.instant = Deadline.unset
            due.append(first)
        }
        return due
    }

    private mutating func place(_ deadline: Deadline, at position: Int) {
        members[position] = deadline
        deadline.position = position
    }

    private mutating func rise(from start: Int) {
        var position = start
        let deadline = members[position]
        while position > 0, deadline.instant < members[(position - 1) / 2].instant {
            place(members[(position - 1) / 2], at: position)
            position = (position - 1) / 2
        }
        place(deadline, at: position)
    }

    private mutating func sink(from start: Int) {
        var position = start
        let deadline = members[position]
        while let child = smallerChild(of: position), members[child].instant < deadline.instant {
            place(members[child], at: position)
            position = child
        }
        place(deadline, at: position)
    }

    private func smallerChild(of position: Int) -> Int? {
        let left = position * 2 + 1
        guard left < members.count else { return nil }
        let right = left + 1
        return right < members.count && members[right].instant < members[left].instant ? right : left
    }
}
