// What the engine knows of a connection: its database, protocol and name, and what CLIENT LIST tells of it.
// Bytes and sockets belong to the session that owns the connection; it acts on the requests left here.

import RESP

/// One connection, as commands see it.
package final class Client {
    /// What dispatch reads at every command.
    struct Modes: BitwiseCopyable {
        var databaseIndex = 0
        var version = ProtocolVersion.resp2
        var isAuthenticated = true
        /// Authenticated, as a user who may do everything: nobody need ask what the client may do.
        var isTrusted = true
        var reply = ReplyMode.on
        var lastCommand: CommandID?
        /// MULTI's and WATCH's state.
        var transaction: Transaction.Progress = []
        /// CLIENT NO-TOUCH: reads leave access times alone.
        var noTouch = false
        /// CLIENT NO-EVICT.
        var noEvict = false
        /// What keeps the client from running some commands.
        var restrictions: Restrictions = []
        var ending = Ending.stay
        /// What may follow the client's commands.
        var followers: Followers = .ofConnections
        /// Doubles are answered in as few digits as read back, not in seventeen.
        var doublesAreShortest = false
    }

    /// What the session notes at every batch.
    struct Traffic: BitwiseCopyable {
        var lastActiveAt: Int64 = 0
        var queryBuffer = QueryBuffer()
        var outputBufferBytes = 0
    }

    /// States in which not every command may be run.
    struct Restrictions: OptionSet, BitwiseCopyable {
        let rawValue: UInt8

        /// The client listens to channels or patterns; in RESP2 it may then do little else.
        static let subscribed = Restrictions(rawValue: 1)
        /// The client is shown every command, and may not touch keys.
        static let monitoring = Restrictions(rawValue: 2)
        /// The client follows all changes, and may not touch keys.
        static let replica = Restrictions(rawValue: 4)
    }

    /// CLIENT REPLY's setting.
    enum ReplyMode: UInt8, BitwiseCopyable {
        case on
        case off
        /// The reply of the next command is dropped (CLIENT REPLY SKIP was just read).
        case skipNext
        /// The reply of this command is dropped.
        case skipThis
    }

    /// What the session is to do once the replies so far are written.
    package enum Ending: Sendable, BitwiseCopyable {
        case stay
        /// Close when everything written has been sent.
        case closeAfterReply
        /// Close at once.
        case closeNow
    }

    package let id: UInt64
    let modes = Shared(Modes())
    private let traffic = Shared(Traffic())

    package var name: [UInt8] = []
    package var libraryName: [UInt8] = []
    package var libraryVersion: [UInt8] = []
    /// Whose rules hold for the connection.
    var user: User {
        didSet { weighTrust() }
    }

    /// Set by commands (QUIT, CLIENT KILL) for the session to act on.
    package var ending: Ending {
        get { modes.value.ending }
        set {
            modes.value.ending = newValue
            endingChanged()
        }
    }

    /// Tells the session that another client's command has ended this one.
    package var endingChanged: () -> Void = {}

    // What CLIENT LIST tells, kept by the session.
    package var address = ""
    package var localAddress = ""
    package var descriptor = -1
    package var isUnixSocket = false
    /// Whether it has no connection, but is called in the program that the server runs in: it never waits.
    package var isDirect = false
    /// Whether it has no connection, but is the one in whose name scripts run commands.
    var isScript = false
    /// Whether its commands may wait for keys; who asks for one answer over HTTP is answered at once.
    package var mayBlock = true
    /// Unix milliseconds.
    package var connectedAt: Int64 = 0
    /// Unix milliseconds of the last command.
    package var lastActiveAt: Int64 {
        get { traffic.value.lastActiveAt }
        set { traffic.value.lastActiveAt = newValue }
    }
    package var lastCommand: CommandID? {
        get { modes.value.lastCommand }
        set { modes.value.lastCommand = newValue }
    }
    package var queryBuffer: QueryBuffer {
        get { traffic.value.queryBuffer }
        set { traffic.value.queryBuffer = newValue }
    }
    /// Bytes written and not yet sent.
    package var outputBufferBytes: Int {
        get { traffic.value.outputBufferBytes }
        set { traffic.value.outputBufferBytes = newValue }
    }

    /// What the client listens to.
    var subscriptions = Subscriptions()
    /// The output of the client's batch that is being run.
    var batchOutput: ByteBuffer?
    /// What was pushed into that output, as ranges of it in order.
    var pushed: [Range<Int>] = []
    /// What others have sent to the client since its session was last given its mail.
    var mail: ByteBuffer?
    /// What was queued since MULTI.
    var transaction = Transaction()
    /// CLIENT TRACKING's state.
    var tracking = TrackingState()
    /// The keys that the next EXEC depends on, and whether they had expired when WATCH came.
    var watched: [WatchedKey: Bool] = [:]

    /// What the client has said of itself as a replica.
    var replicaLink = ReplicaLink()
    /// How far the replication stream was after the client's last command: what WAIT waits for.
    var replicationOffset: Int64 = 0

    /// What the client waits for, while its command blocks.
    var blocked: BlockedClient?

    /// The instant at which a DEBUG SLEEP of this client ends, in Unix milliseconds.
    var sleepsUntil: Int64?

    init(id: UInt64, user: User) {
        self.id = id
        self.user = user
        weighTrust()
    }

    /// Whether the client listens to channels or patterns.
    package var isSubscribed: Bool { modes.value.restrictions.contains(.subscribed) }

    /// Whether the client is shown every command.
    var isMonitor: Bool { modes.value.restrictions.contains(.monitoring) }

    /// Whether the client sees changes or commands: it may not touch keys, and no pause holds it.
    var countsAsReplica: Bool { !modes.value.restrictions.isDisjoint(with: [.monitoring, .replica]) }

    /// Whether the client is there to listen, and so may be silent for as long as it likes.
    package var isListener: Bool { !modes.value.restrictions.isEmpty }

    /// Whether the client's command waits for something.
    package var isBlocked: Bool { blocked != nil }

    /// Whether the reply to the present command is not wanted (CLIENT REPLY).
    package var isSilent: Bool { modes.value.reply == .off || modes.value.reply == .skipThis }

    package var version: ProtocolVersion {
        get { modes.value.version }
        set { modes.value.version = newValue }
    }

    /// Whether doubles are answered in as few digits as read back, not in seventeen as Redis 7.0 does.
    package var doublesAreShortest: Bool {
        get { modes.value.doublesAreShortest }
        set { modes.value.doublesAreShortest = newValue }
    }

    package var databaseIndex: Int {
        get { modes.value.databaseIndex }
        set { modes.value.databaseIndex = newValue }
    }

    /// Whether the client has given the password, or none was asked for when it connected.
    package var isAuthenticated: Bool {
        get { modes.value.isAuthenticated }
        set {
            modes.value.isAuthenticated = newValue
            weighTrust()
        }
    }

    /// Finds out whether the client has to be asked what it may do.
    func weighTrust() { modes.value.isTrusted = isAuthenticated && user.rules.allowEverything }
}
