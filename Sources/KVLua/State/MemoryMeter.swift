// How much memory a state's values take, about: tables by their parts, strings by their bytes. It is what stops
// a script before it takes the process's memory, so being right within a factor of two is enough.

/// The memory of one state.
final class MemoryMeter {
    /// The bytes in use.
    private(set) var bytes = 0
    /// How many bytes may be in use.
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    func add(_ count: Int) { bytes &+= count }

    func remove(_ count: Int) { bytes &-= count }

    /// Makes sure that there is room for `count` more bytes.
    func require(_ count: Int) throws(LuaFailure) {
        let (sum, overflow) = bytes.addingReportingOverflow(count)
        guard !overflow, sum <= limit else { throw LuaFailure.notEnoughMemory }
    }
}
