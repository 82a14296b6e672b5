// What a client throws: a refusal of the server's, or the end of the connection.

import KVSockets

/// Why a command has no reply.
public struct KVError: Error, Hashable, Sendable {
    /// The first word of a server's error, such as `WRONGTYPE`, or one of the client's own below.
    public var code: Code
    /// The rest, for a person.
    public var message: String

    /// The kind of an error, as its first word.
    public struct Code: Hashable, Sendable, ExpressibleByStringLiteral {
        /// The word, in capitals as servers write it.
        public var word: String

        /// A code by its word.
        public init(_ word: String) { self.word = word }

        /// A code by its word.
        public init(stringLiteral word: String) { self.word = word }

        /// The connection could not be made, or has broken: the command may or may not have run.
        public static let connectionLost = Code("CONNECTION-LOST")
        /// The client has been closed here.
        public static let closed = Code("CLOSED")
        /// The server sent what is no reply, or none that was asked for.
        public static let protocolViolation = Code("PROTOCOL")
        /// The command has no reply, or more than one, and so cannot be sent this way.
        public static let notPaired = Code("NOT-PAIRED")
    }

    /// An error of the client's own.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A server's error line: the code word, a space and the message.
    init(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        code = Code(parts.first.map(String.init) ?? "")
        message = parts.count > 1 ? String(parts[1]) : ""
    }

    static let closed = KVError(.closed, "the client has been closed")

    /// How a connection has ended.
    init(_ reason: CloseReason) {
        switch reason {
        case .closedHere: self = .closed
        case .endedByPeer: self.init(.connectionLost, "the server has closed the connection")
        case .broken(let code):
            let text = SocketError(code: code, operation: "connection").description
            self.init(.connectionLost, text)
        }
    }
}

/// The code and the message, as a server sends them.
extension KVError: CustomStringConvertible {
    /// The code and the message, as a server sends them.
    public var description: String { message.isEmpty ? code.word : "\(code.word) \(message)" }
}
