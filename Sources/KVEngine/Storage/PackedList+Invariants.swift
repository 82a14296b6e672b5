// What must hold for a `PackedList` after every change: what holds for its run.

extension PackedList {
    func checkInvariants() { unsafe state.pointee.checkInvariants() }
}
