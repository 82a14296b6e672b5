// One command of a journal.

import KVEngine
public import KVClient
import KVServer

extension Journal {
    /// A command that a client has sent.
    public struct Entry: Sendable {
        /// Its name in capitals, with its subcommand if it has one: `GET`, `CLIENT SETNAME`.
        public let command: String
        /// The words after the name, with `(redacted)` in the place of passwords.
        public let arguments: [KVString]
        /// The arguments that are keys.
        public let keys: [KVString]
        /// Whether all arguments are there in full; not if they took more than a mebibyte.
        public let isComplete: Bool
        /// What the client was answered.
        public let reply: ReplyKind
        /// The number of the client, as `CLIENT ID` answers it; 0 for a direct call.
        public let client: Int
        /// The name that the client had; empty for none.
        public let clientName: KVString
        /// The database that the client was in, as the command had run.
        public let database: Int
        /// When it was answered, by the server's clock.
        public let time: UnixTime
        /// How long it took, by the system's clock. A client's commands that come in one go are timed back to back.
        public let duration: Duration
        /// The command as it would be typed into redis-cli.
        public let line: String
        /// Whether it is about the connection only, such as `HELLO`, `CLIENT`, `SELECT` and `PING`.
        public let isAboutConnection: Bool

        init(_ command: JournalCommand) {
            let entry = command.entry
            self.command = command.name
            arguments = command.arguments.map { KVString($0) }
            keys = command.keys.map { KVString($0) }
            isComplete = !entry.isCut && entry.words.count == entry.wordCount
            reply = ReplyKind(entry.reply, error: entry.error)
            client = Int(clamping: entry.client)
            clientName = KVString(entry.clientName)
            database = entry.database
            time = UnixTime(microseconds: entry.time)
            duration = .nanoseconds(Int64(clamping: entry.nanoseconds))
            line = command.line
            isAboutConnection = command.isAboutConnection
        }
    }

    /// What a command was answered, in a word.
    public enum ReplyKind: Hashable, Sendable {
        /// Nothing: the client wanted no reply, or its connection was closed.
        case none
        /// A status such as `OK`, and `QUEUED`.
        case status
        /// An error, with its text: `WRONGTYPE Operation against …`.
        case error(String)
        case integer, string, null, array, map, set, double, boolean
        /// Confirmations that are sent like messages, as those of `SUBSCRIBE`.
        case push

        init(_ kind: JournalReply, error: [UInt8]) {
            self =
                switch kind {
                case .none: .none
                case .status: .status
                case .error: .error(String(decoding: error, as: UTF8.self))
                case .integer: .integer
                case .string: .string
                case .null: .null
                case .array: .array
                case .map: .map
                case .set: .set
                case .double: .double
                case .boolean: .boolean
                case .push: .push
                }
        }
    }
}

extension Journal.Entry {
    /// Whether the reply was an error.
    public var isError: Bool {
        if case .error = reply { true } else { false }
    }

    /// Whether it was called in the test's own program, without a connection.
    public var isDirect: Bool { client == 0 }
}

extension Journal.Entry: CustomStringConvertible {
    /// The command as it would be typed into redis-cli.
    public var description: String { line }
}
