// How much memory a state's values take, about: tables by their parts, strings by their bytes. It is what stops
// a script before it takes the process's memory, so being right within a factor of two is enough.

/// The memory of one state.
final class MemoryMeter {
    /// The bytes in use.
    private(set) var bytes = 0
    /// How many bytes may be in use.
    let limit: Int

    /// The bytes in use at which to say so.
    private var alarm: Int
    /// Told once when that many are in use, until `rearm`.
    var onAlarm: (() -> Void)?

    init(limit: Int) {
        self.limit = limit
        alarm = limit / 2
    }

    @inline(__always)
    func add(_ count: Int) {
        bytes &+= count
        if bytes > alarm { sound() }
    }

    @inline(never)
    private func sound() {
        alarm = .max
        onAlarm?()
    }

    /// Sets the alarm to the middle of what is free; not again when little is, or there would be no end of alarms.
    func rearm() {
        let free = limit - bytes
        alarm = free < limit / 16 ? .max : max(limit / 2, bytes + free / 2)
    }

    func remove(_ count: Int) { bytes &-= count }

    /// Makes sure that there is room for `count` more bytes.
    func require(_ count: Int) throws(LuaFailure) {
        let (sum, overflow) = bytes.addingReportingOverflow(count)
        guard !overflow, sum <= limit else { throw LuaFailure.notEnoughMemory }
    }
}
