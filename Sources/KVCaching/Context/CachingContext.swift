// What all patterns have in common: a store, how it does several things as one, and time, chance and a log, which are
// all given from outside so that a test has them in its hands.

import KVClient
import KVSockets

/// What the patterns stand on: a store, and how it does several things as one.
///
/// ```swift
/// let context = CachingContext(try await KVClient.connect(to: "redis://127.0.0.1"))
/// let limiter = RateLimiter(context, .fixedWindow(limit: 10, per: .seconds(60)))
/// ```
///
/// One serves all patterns of a program. It asks the server once, at first need, whether it runs scripts.
public final class CachingContext: Sendable {
    /// Where everything is stored.
    public let store: any KVStore
    /// How it was set up.
    public let settings: Settings
    let time: LocalTime
    let known = Locked(Known())

    /// How several things are done as one.
    public enum Atomicity: Hashable, Sendable {
        /// By scripts where the server runs them, and else by transactions.
        case probed
        /// By Lua scripts (EVAL).
        case scripts
        /// By transactions on a condition (WATCH, MULTI, EXEC); where there are no scripts, or none are wanted.
        case transactions
    }

    /// Time, chance, and somewhere to say things.
    public struct Settings: Sendable {
        /// How several things are done as one.
        public var atomicity = Atomicity.probed
        /// How often a transaction is tried when somebody else was quicker.
        public var attempts = 128
        /// What pauses go by.
        public var clock: any Clock<Duration> = LocalTime.systemClock
        /// Where chance comes from: 64 bits each time. Sessions and locks are only as safe as it is.
        public var random: @Sendable () -> UInt64 = SystemChance.bits
        /// Whether each invalidation is published to whoever keeps values near, see `NearCache`.
        public var announcesInvalidations = false
        /// Is told what happened; nobody when not given.
        public var log: @Sendable (CachingLogLine) -> Void = { _ in }

        /// Scripts if the server runs them, the system's time and chance, no log.
        public init() {}
    }

    /// What has been learned of the server.
    struct Known {
        var runsScripts: Bool?
        /// The digests of scripts that the server has been given, by their text.
        var digests: [String: KVString] = [:]
    }

    /// A context over a store, which it does not close.
    public init(_ store: any KVStore, settings: Settings = Settings()) {
        self.store = store
        self.settings = settings
        time = LocalTime(settings.clock)
    }
}

/// Something worth telling an operator.
public struct CachingLogLine: Hashable, Sendable, CustomStringConvertible {
    /// How much it matters.
    public enum Level: String, Hashable, Sendable {
        /// For who looks for something.
        case debug
        /// What happened as it should.
        case info
        /// What went wrong, and was got over.
        case warning
    }

    /// How much it matters.
    public let level: Level
    /// What to say, in one line.
    public let description: String
}

extension CachingContext {
    func log(_ level: CachingLogLine.Level, _ text: String) {
        settings.log(CachingLogLine(level: level, description: text))
    }

    /// A number from 0 up to 1, without 1.
    func chance() -> Double { Double(settings.random() >> 11) / Double(1 << 53) }

    /// A part more or less, at most: so that what began together does not end together.
    func spread(_ duration: Duration, by part: Double) -> Duration {
        duration * (1 + min(max(part, 0), 1) * (2 * chance() - 1))
    }

    /// Sixteen bytes nobody can foresee, as a UUID of version 4.
    func token() -> String {
        let high = settings.random() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = settings.random() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = [high, low].map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var uuid = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { uuid.append("-") }
            uuid.append(digit)
        }
        return uuid
    }
}
