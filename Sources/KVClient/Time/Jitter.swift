// Chance for pauses, when none was given.

/// Where a client gets chance from.
enum Jitter {
    /// A number from 0 to 1 that nobody can foresee.
    static let system: @Sendable () -> Double = {
        var generator = SystemRandomNumberGenerator()
        return Double(generator.next() >> 11) / Double(1 << 53)
    }
}
