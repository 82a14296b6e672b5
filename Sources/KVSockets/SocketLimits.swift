// Every limit of the reactor and its connections, in one place. Sizes are bytes.

package enum SocketLimits {
    /// How often a caller tries the reactor's gate before it leaves its work in the mailbox: some ten microseconds,
    /// while a change of thread and back takes a hundred.
    static let gateAttempts = 50

    /// The input buffer that all connections of a reactor share, and so the most that one read returns.
    package static let sharedInput = 256 << 10

    /// What a reactor's shared output buffer is cut back to after a batch that made it grow.
    package static let sharedOutput = 256 << 10

    /// A connection with more unsent output than this is no longer read.
    package static let pendingOutput = 1 << 20

    /// A partial request up to this size is copied in front of the next read; a longer one gets its own buffer.
    package static let copiedTail = 32 << 10

    /// A connection's own input buffer grows by at most this much, or doubles, beyond what has arrived.
    package static let inputStep = 1 << 20

    /// Reads in a row from one connection while each fills its buffer, before the others have their turn.
    package static let readsPerTurn = 4

    /// Connections accepted in a row from one listening socket.
    package static let acceptsPerTurn = 1000

    /// How long accepting pauses when the process has no descriptor left.
    package static let acceptPauseNanoseconds: UInt64 = 100_000_000

    /// How long a connection that we closed waits for its peer to have read the last bytes.
    package static let lingerNanoseconds: UInt64 = 1_000_000_000

    /// How often a parked reactor is asked whether it still has traffic; it parks for up to twice as long.
    static let tickNanoseconds: UInt64 = 10_000_000

    /// Attempts at finding a port that nobody has, and one that is free on every address, when it was left open.
    static let portAttempts = 16
}
