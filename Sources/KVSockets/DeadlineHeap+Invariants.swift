// What must hold of the heap after every change; tests ask after each.

extension DeadlineHeap {
    /// Traps unless every member is at its place and no later than those below it.
    func checkInvariants() {
        for (position, member) in members.enumerated() {
            precondition(member.position == position, "a member does not know its place")
            precondition(member.instant != Deadline.unset, "an unset deadline is in the heap")
            guard position > 0 else { continue }
            precondition(members[(position - 1) / 2].instant <= member.instant, "the heap is out of order")
        }
    }
}
