// The engine: databases, clients, settings and counters of one server, and nothing of the outside world. It is
// single-threaded by construction; its owner serialises the calls. The time is what it was last told,
// randomness comes from one seeded generator, so the same calls with the same seed give the same bytes.

import RESP

/// A Redis 7.0 keyspace with its commands.
package final class Engine {
    /// What dispatch reads for every command.
    struct State: BitwiseCopyable {
        /// Unix microseconds, as of the current batch of commands.
        var nowMicroseconds: Int64 = 0
        /// Unix milliseconds, as of the current batch of commands.
        var now: Int64 = 0
        /// The time in tenths of a second, as entries keep it.
        var accessClock: UInt32 = 0
        /// When the rates of INFO are sampled next, in Unix milliseconds.
        var nextSample: Int64 = .min
        /// When the next blocked client gives up, in Unix milliseconds; `.max` when none will.
        var nextTimeout: Int64 = .max
        /// Whether commands may have to wait: a CLIENT PAUSE or a DEBUG SLEEP is on.
        var isHeld = false
        /// Whether memory has a limit.
        var isMemoryLimited = false
        /// Whether the server's part in replication may refuse commands: it is a replica, or wants some.
        var asksRole = false
        /// Whether this server is a replica: then keys go when its master says so, and are hidden until then.
        var isReplica = false
        /// When something is to be done for replication, in Unix milliseconds; `.max` when nothing is.
        var nextReplication: Int64 = .max
        /// Commands whose time is taken one by one: those with one of these flags.
        var timed = CommandFlags.long
        /// Whether calls are counted by how long they take (`latency-tracking`).
        var keepsHistograms = true
        /// Whether an LFU policy is on, so that access times are LFU words.
        var usesLFU = false
        /// DEBUG SET-ACTIVE-EXPIRE.
        var expiresActively = true
        /// What follows each command.
        var followers: Followers = []
        /// Whether somebody wants to know what happens to keys: `observer`, a client that watches, tracks or waits, or
        /// those who are sent notifications.
        var isObserved = false
        /// Whether changes of this turn are to be told to clients that track whole prefixes.
        var hasBroadcasts = false
        /// Changes whenever those who wait for a script may go on.
        var scriptStage: UInt32 = 0
        /// The client whose batch is being run; 0 for none.
        var runningClient: UInt64 = 0
    }

    let state = Shared(State())
    let counters = Shared(Counters())
    let random: Shared<Random>
    let hashSeed: HashSeed

    package let table: CommandTable
    package let settings = Settings()
    let commandStatistics: SparseArray<CommandStatistics>
    /// Error replies by code word, for `# Errorstats`.
    var errorCounts: [String: Int] = [:]
    let slowLog = SlowLog()
    private(set) lazy var latency = LatencyMonitor()
    /// By command, for LATENCY HISTOGRAM; empty until the first is counted, and replaced as a whole, so that each batch
    /// reads it without a check for others.
    var histograms: [LatencyHistogram?] = []
    var peakMemory = 0

    let databases: DatabaseList
    /// No deadline in any database is earlier than this; it may be too early, never too late.
    let horizon = Shared(Int64.max)
    /// The connected clients by ID.
    package var clients: [UInt64: Client] = [:]
    private var lastClientID: UInt64 = 0

    // Made when first asked for: most servers have no limit of memory.
    private(set) lazy var evictionPool = EvictionPool()
    private(set) lazy var roomFound = Shared(RoomFound())
    /// The database that gave up a random key last.
    var lastEvictedFrom = 0

    var pause = ClientPause()
    /// Every client of the server waits until this instant (DEBUG SLEEP), in Unix milliseconds.
    var sleepsUntil: Int64 = 0
    /// The clients whose command a pause holds back.
    var heldClients: Set<UInt64> = []
    /// The clients whose commands wait for something.
    var blocked = BlockedClients()
    /// Those of them that have been answered since their sessions were last told.
    var unblocked: [UInt64] = []
    /// The clients that watch a key.
    var watchers: [WatchedKey: [Client]] = [:]
    let rates = RateSampler()

    /// The users, and what they may do.
    let access: AccessControl
    let pubsub = PubSub()
    private let seed: UInt64
    /// Those who follow the changes of this server, and whom it follows; made when first asked for, since most servers
    /// have neither.
    private(set) lazy var replication = Replication(seed: seed)
    /// The scripts of the server; nil until somebody sends one.
    var madeScripting: Scripting?
    /// The clients that are shown every command.
    var monitors: [Client] = []
    /// Client-side caching: who is to hear of which keys.
    var tracking = Tracking()
    /// The commands of late, if somebody wants to look at them.
    package internal(set) var journal: CommandJournal?
    /// The clients with mail, in the order in which they got the first of it.
    var clientsWithMail: [Client] = []
    /// The last time a warning about a web page's request was given, in Unix milliseconds.
    var lastSecurityWarning: Int64?

    /// Unix microseconds of the start.
    package let startedAt: Int64
    /// 40 hexadecimal digits.
    let runID: String

    /// Frees a large value or a flushed database, on another thread if its owner wants; nothing else refers to it.
    package var disposeOf: (consuming AnyObject) -> Void = { _ in }
    /// Sees every change to a key.
    var observer: ((KeyEvent) -> Void)? {
        didSet { refreshObservation() }
    }

    /// Called with the name of each parameter that CONFIG SET or `configure` has changed.
    package var parameterChanged: (String) -> Void = { _ in }

    /// Nanoseconds since some instant, never going back: what commands are timed with.
    let monotonicNanoseconds: () -> UInt64

    /// Has the server listen at another port, or at none for 0; whether it does. Nil where it listens at none.
    package var moveToPort: ((Int) -> Bool)?

    /// Takes keys to another server, and comes back with `endMigration` (MIGRATE); nil when nobody can. Called in the
    /// middle of a turn, so it only begins.
    package var migrate: ((Migration) -> Void)?

    /// The file that SAVE writes, and what became of it; nil while there is nothing to know.
    var saving: Saving?

    /// Ends the server once the present turn is over (SHUTDOWN); nil when that is nobody's wish.
    package var shutDown: (() -> Void)?

    /// Commands of the owner's own, beside Redis's; nil when there are none.
    package var controls: Controls?

    /// Writes a line to the server's log.
    package var warn: (String) -> Void = { _ in }

    /// What INFO tells of the process and its sockets; the owner of the engine fills it in.
    package var environment = Environment()

    /// - Parameters:
    ///   - now: the time in Unix microseconds.
    ///   - stopwatch: nanoseconds since some instant, never going back: what commands are timed with.
    package init(
        table: CommandTable = .redis, seed: UInt64, now: Int64, databases: Int = 16,
        stopwatch: @escaping () -> UInt64 = { 0 }
    ) {
        monotonicNanoseconds = stopwatch
        var random = Random(seed: seed)
        hashSeed = HashSeed(using: &random)
        runID = Engine.hexadecimal(digits: 40, from: &random)
        self.random = Shared(random)
        self.table = table
        access = AccessControl(table: table)
        self.seed = seed
        commandStatistics = SparseArray(repeating: CommandStatistics(), count: table.count)
        settings.databases = databases
        self.databases = DatabaseList(count: databases, seed: hashSeed, horizon: horizon)
        startedAt = now
        // Every client starts in the first one.
        _ = self.databases[0]
        advance(to: now)
    }

    static func hexadecimal(digits: Int, from random: inout Random) -> String {
        let bytes = (0..<digits).map { _ in
            let digit = UInt8(random.below(16))
            return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Time

    /// Unix milliseconds, as the current batch of commands sees it.
    package var now: Int64 { state.value.now }

    /// Tells the engine the time, in Unix microseconds, and removes what has expired by then.
    ///
    /// Clients whose waits end by then give up, each at its own instant.
    package func advance(to microseconds: Int64) {
        if microseconds / 1000 >= state.value.nextTimeout { endWaits(by: microseconds) }
        setTime(microseconds)
        if state.value.now >= state.value.nextSample { sample() }
        if horizon.value <= now, removesExpired {
            propagatingDeletions {
                watchingLatency(of: "expire-cycle") { removeExpired(atMost: Engine.expiryBatch) }
            }
            if state.value.hasBroadcasts { sendBroadcasts() }
            // Who reads for a group of a stream that has expired is told.
            if blocked.hasReadyKeys { _ = serveReadyKeys() }
        }
        if state.value.nextReplication <= now { keepReplicationUp() }
    }

    /// Sets the clock, and does nothing of what is due.
    func setTime(_ microseconds: Int64) {
        state.value.nowMicroseconds = microseconds
        state.value.now = microseconds / 1000
        state.value.accessClock = UInt32(truncatingIfNeeded: microseconds / 100_000)
    }

    // MARK: Clients

    /// Registers a new connection.
    package func makeClient() -> Client {
        lastClientID += 1
        let client = Client(id: lastClientID, user: access.defaultUser)
        client.isAuthenticated = !requiresAuthentication
        client.connectedAt = now
        client.lastActiveAt = now
        clients[client.id] = client
        counters.value.connectionsReceived += 1
        return client
    }

    /// Makes a client without a connection, for calls in the program that the server runs in: it is in no list of
    /// clients and takes no number from them, and may do everything, whatever becomes of the users.
    package func makeDirectClient() -> Client {
        let client = Client(id: 0, user: User(name: access.defaultUser.name, .ofDefaultUser))
        client.isDirect = true
        client.modes.value.followers = .ofDirectCalls
        client.address = "direct"
        client.connectedAt = now
        return client
    }

    /// Forgets a connection that has gone.
    package func remove(_ client: Client) {
        unsubscribeFromAll(client)
        removeMonitor(client)
        removeReplica(client)
        endTracking(of: client)
        client.mail = nil
        clients[client.id] = nil
        let wasInterrupted = client.transaction.position != nil
        endTransaction(of: client)
        abandonWait(of: client)
        heldClients.remove(client.id)
        orphanScript(of: client)
        // What the EXEC of this client has made ready, which a sleep has interrupted.
        if wasInterrupted {
            flushPropagation()
            _ = serveReadyKeys()
        }
    }

    // MARK: Memory

    /// The bytes all databases take.
    package var usedMemory: Int {
        var sum = 0
        for (_, database) in databases.used { sum += database.memoryUsage }
        return sum
    }

    /// Values and databases of more elements than this are freed elsewhere.
    static let largestFreedHere = 64

    /// Frees a value that is out of the keyspace, elsewhere when it is large.
    func dispose(of object: consuming StoredObject) {
        guard object.count > Engine.largestFreedHere else { return }
        counters.value.lazyFreedObjects += 1
        disposeOf(object)
    }
}
