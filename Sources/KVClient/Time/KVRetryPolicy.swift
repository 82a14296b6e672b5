// How often a command is tried, and how long to wait in between.
//
// What is sent again is only what cannot do harm twice: a command that was never sent, one that the server refused for
// the moment, or one that changes nothing. The pauses grow, up to a bound, and are not alike: clients that lost their
// server at the same moment shall not come back at the same moment.

/// How often to try, and how long to wait in between.
public struct KVRetryPolicy: Hashable, Sendable {
    /// How often a command is tried altogether; at least once.
    public var attempts: Int
    /// The pause after the first attempt; each one after it is twice as long.
    public var firstPause: Duration
    /// No pause is longer, but for the jitter.
    public var longestPause: Duration
    /// By which part a pause may be shorter or longer, 0 to 1.
    public var jitter: Double

    /// How often to try, and how long to wait in between.
    public init(
        attempts: Int = 3, firstPause: Duration = .milliseconds(50), longestPause: Duration = .seconds(1),
        jitter: Double = 0.2
    ) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.jitter = jitter
    }

    /// Everything once.
    public static let never = KVRetryPolicy(attempts: 1)

    /// How long to wait after an attempt.
    ///
    /// - Parameters:
    ///   - attempt: which one has failed, counted from 1.
    ///   - chance: where in the range of the jitter, 0 to 1.
    public func pause(after attempt: Int, chance: Double) -> Duration {
        // Beyond this the bound has long been reached.
        let doublings = min(max(attempt, 1) - 1, 30)
        let pause = min(firstPause * (1 << doublings), longestPause)
        return pause * (1 + min(max(jitter, 0), 1) * (2 * min(max(chance, 0), 1) - 1))
    }
}
