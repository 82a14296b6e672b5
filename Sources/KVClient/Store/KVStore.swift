// The one small protocol that everything above a client is written against: patterns, tools, an application's own code.
// A client of one server over sockets, one connection of it, and a client over REST all keep it.
//
// It has three primitives: commands together, commands as a transaction, and a transaction on the condition that
// nothing watched has changed. All convenience is in extensions, so that a further kind of store has little to do.

/// Somewhere that commands can be sent to.
public protocol KVStore: Sendable {
    /// What can be done here besides sending commands.
    var features: KVFeatures { get }

    /// Sends commands together, in this order, and returns what has become of them.
    ///
    /// The commands of others may run in between. The replies are of the commands from the first on; when some are
    /// missing, `failure` says why, and that is the fate of all the others.
    ///
    /// - Throws: `CancellationError`; commands may run all the same.
    func outcome(of requests: [KVRequest]) async throws -> KVOutcome

    /// Runs commands as a transaction (MULTI, EXEC): nothing of others runs in between.
    ///
    /// - Returns: a reply for each; what one is refused for does not keep the others from running.
    /// - Throws: `KVError`: the connection's end, or what the first of the commands was refused for before any ran.
    func transaction(_ requests: [KVRequest]) async throws -> [Reply]

    /// Decides by what is stored, and runs commands only if it is still the same then (WATCH, MULTI, EXEC).
    ///
    /// - Parameters:
    ///   - keys: what must not change between the decision and the commands.
    ///   - attempts: how often to decide, at most, when something has changed; at least once.
    ///   - decide: reads by the store it is given, and says what to do. It is called once an attempt.
    /// - Throws: `KVError` with the code `conflict` after the last attempt, and `unsupported` where nothing can be
    ///   watched; what `decide` throws.
    func transaction<Result: Sendable>(
        watching keys: [KVString], attempts: Int,
        _ decide: @Sendable (any KVStore) async throws -> KVDecision<Result>
    ) async throws -> Result

    /// Has messages of channels delivered.
    ///
    /// - Returns: when the server has confirmed all of them, so that nothing published later is missed.
    /// - Throws: `KVError`; with the code `unsupported` where nothing is delivered.
    func subscribe(to channels: [KVString], patterns: [KVString]) async throws -> KVSubscription

    /// Ends everything that is under way; closing it again does nothing.
    func close()
}

/// What a store can do besides sending commands.
public struct KVFeatures: OptionSet, Hashable, Sendable {
    /// The features as bits.
    public let rawValue: Int

    /// Features by their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Transactions on a condition.
    public static let watching = KVFeatures(rawValue: 1)
    /// Messages.
    public static let subscriptions = KVFeatures(rawValue: 2)
    /// Strings of any bytes everywhere; text only if not.
    public static let binary = KVFeatures(rawValue: 4)
}

/// What has become of commands that were sent together.
public struct KVOutcome: Equatable, Sendable {
    /// The replies to the first commands, refusals being such too.
    public var replies: [Reply]
    /// Why the other commands have no reply; nil when all have one.
    public var failure: KVError?

    /// An outcome.
    public init(replies: [Reply], failure: KVError? = nil) {
        self.replies = replies
        self.failure = failure
    }

    /// All replies.
    ///
    /// - Throws: why some are missing.
    public func get() throws(KVError) -> [Reply] {
        if let failure { throw failure }
        return replies
    }
}

/// What is to be done after looking at what is stored.
public enum KVDecision<Result: Sendable>: Sendable {
    /// Run these, if nothing has changed, and make the result of their replies.
    case commit([KVRequest], @Sendable ([Reply]) throws -> Result)
    /// Change nothing.
    case leave(Result)

    /// Run these, if nothing has changed.
    public static func commit(_ requests: [KVRequest], returning result: Result) -> KVDecision {
        .commit(requests) { _ in result }
    }
}
