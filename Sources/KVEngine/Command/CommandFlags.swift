// What a command is, in Redis's words: the gates read these, so that no handler checks them.

/// The flags of a command, as COMMAND INFO lists them.
package struct CommandFlags: OptionSet, Sendable, BitwiseCopyable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    static let write = CommandFlags(rawValue: 1 << 0)
    static let readonly = CommandFlags(rawValue: 1 << 1)
    /// Refused when memory is over the limit and nothing can be evicted.
    static let denyOOM = CommandFlags(rawValue: 1 << 2)
    static let admin = CommandFlags(rawValue: 1 << 3)
    static let pubsub = CommandFlags(rawValue: 1 << 4)
    static let noscript = CommandFlags(rawValue: 1 << 5)
    static let blocking = CommandFlags(rawValue: 1 << 6)
    static let loading = CommandFlags(rawValue: 1 << 7)
    static let stale = CommandFlags(rawValue: 1 << 8)
    static let skipMonitor = CommandFlags(rawValue: 1 << 9)
    static let skipSlowlog = CommandFlags(rawValue: 1 << 10)
    static let asking = CommandFlags(rawValue: 1 << 11)
    static let fast = CommandFlags(rawValue: 1 << 12)
    /// Runs before AUTH.
    static let noAuth = CommandFlags(rawValue: 1 << 13)
    /// Held back by a CLIENT PAUSE of writes. COMMAND does not tell of it.
    static let mayReplicate = CommandFlags(rawValue: 1 << 14)
    static let noMandatoryKeys = CommandFlags(rawValue: 1 << 15)
    static let noAsyncLoading = CommandFlags(rawValue: 1 << 16)
    static let noMulti = CommandFlags(rawValue: 1 << 17)
    /// Its keys cannot be told from fixed positions alone.
    static let movableKeys = CommandFlags(rawValue: 1 << 18)
    static let allowBusy = CommandFlags(rawValue: 1 << 19)
    /// Runs on a RESP2 connection that is subscribed. COMMAND does not tell of it.
    static let whileSubscribed = CommandFlags(rawValue: 1 << 20)

    // What Redis tells by the command itself, and COMMAND INFO does not list.

    /// Runs between MULTI and EXEC, where others are queued.
    static let immediate = CommandFlags(rawValue: 1 << 24)
    /// Ends a transaction, and is let through when memory is full.
    static let endsMulti = CommandFlags(rawValue: 1 << 25)
    /// EXEC, which answers for the commands that are queued.
    static let exec = CommandFlags(rawValue: 1 << 26)

    /// Runs a script, whose own flags then count.
    static let runsScript = CommandFlags(rawValue: 1 << 27)

    // MARK: What dispatch alone knows, without a name

    /// Any command, while keys are ready for clients that wait for them; see `Engine.State.timed`.
    static let keysReady = CommandFlags(rawValue: 1 << 29)
    /// May take long: it is neither marked as fast nor of constant complexity.
    static let long = CommandFlags(rawValue: 1 << 30)
    /// Any command; see `Engine.State.timed`.
    static let any = CommandFlags(rawValue: 1 << 31)

    /// The flags' names in the order in which COMMAND INFO prints them.
    static let names: [(CommandFlags, StaticString)] = [
        (.write, "write"), (.readonly, "readonly"), (.denyOOM, "denyoom"), (.admin, "admin"),
        (.pubsub, "pubsub"), (.noscript, "noscript"), (.blocking, "blocking"), (.loading, "loading"),
        (.stale, "stale"), (.skipMonitor, "skip_monitor"), (.skipSlowlog, "skip_slowlog"),
        (.asking, "asking"), (.fast, "fast"), (.noAuth, "no_auth"),
        (.noMandatoryKeys, "no_mandatory_keys"), (.noAsyncLoading, "no_async_loading"),
        (.noMulti, "no_multi"), (.movableKeys, "movablekeys"), (.allowBusy, "allow_busy"),
    ]
}
