// What a server knows of replication: its history and how far that has come, who follows it, and whom it follows
// itself. A server that nobody has ever followed keeps nothing and pays one bit (`Followers.replicas`) a command, which
// is asked anyway.
//
// The history is a stream of commands, numbered by bytes. Whoever follows gets all keys as they are
// and from there on the stream. The last of it is kept (`ReplicationBacklog`), for those whose connection was lost.

import RESP

/// The server's part in replication.
final class Replication {
    /// Where the commands come from that this server is to repeat.
    struct Master {
        let host: [UInt8]
        let port: Int
        /// Since when there is no link to it, in Unix milliseconds.
        let downSince: Int64
    }

    /// Names the history; another one begins where this one cannot be followed.
    private(set) lazy var id = makeID()
    /// The history that this one has grown out of, and up to which offset the two are one.
    private(set) var earlier: (id: String, offset: Int64)?
    /// The bytes of the stream so far.
    private(set) var offset: Int64 = 0
    /// The latest part of the stream; nil while nobody follows and nobody has for long.
    private(set) var backlog: ReplicationBacklog?
    /// The database that those who follow have selected; nil when the next command has to say it.
    private var selectedDatabase: Int?
    /// Those who follow, in the order in which they came.
    var replicas: [Client] = []
    /// Whom this server follows; nil for a master.
    var master: Master?
    /// Commands of the present unit, which go into the stream together.
    private(set) lazy var pending = PendingCommands()
    /// The engine's count of changes when the stream was last told of them.
    var toldChanges = 0
    /// Whether nobody is to be told of the present command, whatever its handler says.
    var isMuted = false
    /// What a handler has said of the command that is being run.
    var override = Override.none

    /// When those who follow are to get the next sign of life, in Unix milliseconds.
    var nextPing = Int64.max
    /// When nobody has followed for so long that the backlog goes, in Unix milliseconds.
    var backlogEnd = Int64.max

    // What INFO counts.
    var fullSynchronizations = 0
    var partialSynchronizations = 0
    var refusedPartialSynchronizations = 0

    private var identifiers: Random

    /// How a command is told to those who follow.
    enum Override: BitwiseCopyable {
        /// As it was sent, if it has changed something.
        case none
        /// As it was sent, even if it has changed nothing.
        case always
        /// By what is pending already.
        case replaced
    }

    init(seed: UInt64) {
        identifiers = Random(seed: seed ^ 0x7265_706C_6963_6173)
    }

    private func makeID() -> String { Engine.hexadecimal(digits: 40, from: &identifiers) }

    // MARK: The stream

    /// Begins to keep the stream, with a history of its own.
    func open(backlogSize: Int) {
        id = makeID()
        earlier = nil
        backlog = ReplicationBacklog(size: backlogSize, from: offset + 1)
    }

    /// Stops keeping it. Whoever comes then has missed something.
    func close() {
        backlog = nil
        offset += 1
        pending.removeAll()
    }

    /// Goes on as another history, which who has followed this one can follow too.
    func branch() {
        earlier = (id, offset + 1)
        id = makeID()
        selectedDatabase = nil
    }

    /// Lets the next command say its database, for somebody who does not know it.
    func forgetSelection() { selectedDatabase = nil }

    func resizeBacklog(to size: Int) { backlog?.size = size }

    /// Notes bytes of the stream.
    func append(_ view: ByteView) {
        offset += Int64(view.count)
        backlog?.append(view)
    }

    /// Whether a command for a database needs a SELECT before it, which is then as good as sent.
    func select(_ database: Int) -> Bool {
        guard selectedDatabase != database else { return false }
        selectedDatabase = database
        return true
    }
}
