// What a client throws: a refusal of the server's, or the end of the connection.

/// Why a command has no reply.
public struct KVError: Error, Hashable, Sendable {
    /// The first word of a server's error, such as `WRONGTYPE`, or one of the client's own below.
    public var code: Code
    /// The rest, for a person.
    public var message: String
    /// Whether the command may have run all the same: it had been sent, and no reply came.
    public var isInDoubt = false

    /// The kind of an error, as its first word.
    public struct Code: Hashable, Sendable, ExpressibleByStringLiteral {
        /// The word, in capitals as servers write it.
        public var word: String

        /// A code by its word.
        public init(_ word: String) { self.word = word }

        /// A code by its word.
        public init(stringLiteral word: String) { self.word = word }
    }

    /// An error of a client's own, for what makes a `KVStore`.
    public init(_ code: Code, _ message: String, isInDoubt: Bool = false) {
        self.code = code
        self.message = message
        self.isInDoubt = isInDoubt
    }

    /// A server's error line: the code word, a space and the message.
    public init(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        code = Code(parts.first.map(String.init) ?? "")
        message = parts.count > 1 ? String(parts[1]) : ""
    }

    package static let closed = KVError(.closed, "the client has been closed")
}

extension KVError.Code {
    /// The connection could not be made, or has broken.
    public static let connectionLost: Self = "CONNECTION-LOST"
    /// No connection, or no reply, came in time.
    public static let timedOut: Self = "TIMED-OUT"
    /// The client has been closed here.
    public static let closed: Self = "CLOSED"
    /// The server sent what is no reply, or none that was asked for.
    public static let protocolViolation: Self = "PROTOCOL"
    /// The command has no reply, or more than one, and so cannot be sent this way.
    public static let notPaired: Self = "NOT-PAIRED"
    /// The command changes the state of a connection, and this one is shared.
    public static let needsConnection: Self = "NEEDS-CONNECTION"
    /// All connections that the client may have are in use, and none became free in time.
    public static let poolExhausted: Self = "POOL-EXHAUSTED"
    /// What was watched kept changing.
    public static let conflict: Self = "CONFLICT"
    /// The reply is not of the kind that the command has.
    public static let unexpectedReply: Self = "UNEXPECTED-REPLY"
    /// The server's URL is none.
    public static let invalidURL: Self = "INVALID-URL"
    /// It cannot be done over this transport.
    public static let unsupported: Self = "UNSUPPORTED"
}

/// The code and the message, as a server sends them.
extension KVError: CustomStringConvertible {
    /// The code and the message, as a server sends them.
    public var description: String { message.isEmpty ? code.word : "\(code.word) \(message)" }
}
