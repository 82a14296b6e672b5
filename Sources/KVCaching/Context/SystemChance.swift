// Chance: the only file of the patterns that asks the system for it, and that only when no source was given. Tokens of
// locks and names of sessions come from it, so it is one that nobody can foresee.

enum SystemChance {
    /// Bits that nobody can foresee.
    static let bits: @Sendable () -> UInt64 = {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
