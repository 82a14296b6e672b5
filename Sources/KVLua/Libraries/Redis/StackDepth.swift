// The C libraries keep what they have begun on Lua's stack, of which a C function gets 8000 places: that is what
// bounds how deeply data may nest where no other limit does. Here nothing is on that stack and nothing recurses,
// but the places are counted all the same, so that the same data fails with the same text.

/// How many places of Lua's stack the C library would have in use.
struct StackDepth {
    static let limit = 8_000

    private(set) var used: Int

    /// The places of the arguments are in use already.
    init(arguments: Int) {
        used = arguments
    }

    /// Whether `count` more places are to be had.
    func hasRoom(for count: Int) -> Bool { used &+ count <= StackDepth.limit }

    mutating func push(_ count: Int = 1) { used &+= count }

    mutating func pop(_ count: Int = 1) { used &-= count }

    /// Fails as Lua's own check does when `count` more places are not to be had.
    func require(_ count: Int, _ purpose: String, in state: LuaState) throws(LuaFailure) {
        guard hasRoom(for: count) else { throw state.failure("stack overflow (\(purpose))") }
    }
}

extension LuaState {
    /// Makes sure that there is memory for a text that is being made.
    func requireMemory(_ count: Int) throws(LuaFailure) { try heap.meter.require(count) }
}
