// Where faults happen: on which commands, keys and connections.

import KVClient
import KVEngine
import KVServer

extension Fault {
    /// The commands that a fault happens to.
    ///
    /// ```swift
    /// .everything
    /// .command("GET", key: "user:*")
    /// .keys("session:*").fromClient(named: "worker")
    /// ```
    public struct Target: Sendable, Equatable {
        var requests = RequestPattern(command: nil, key: nil)
        var clients = FaultClients.all

        /// Every command of every client, and, for faults of connections, every connection.
        public static let everything = Target()

        /// A command by its name, in any case; `CLIENT KILL` is one of its subcommands, `CLIENT` means all of them.
        ///
        /// - Parameters:
        ///   - name: the command's name.
        ///   - pattern: a glob pattern, as KEYS takes it, that one of the command's keys has to match; nil for all.
        public static func command(_ name: String, key pattern: KVString? = nil) -> Target {
            Target(requests: RequestPattern(command: name.commandWord, key: pattern?.bytes))
        }

        /// Every command with a key that matches a glob pattern, as KEYS takes it.
        public static func keys(_ pattern: KVString) -> Target {
            Target(requests: RequestPattern(command: nil, key: pattern.bytes))
        }

        /// Every command of the connections that CLIENT SETNAME has given a name.
        public static func client(named name: KVString) -> Target { everything.fromClient(named: name) }

        /// Every command of the connection whose CLIENT ID this is.
        public static func client(id: Int) -> Target { everything.fromClient(id: id) }

        /// The same, but only from connections that CLIENT SETNAME has given a name.
        public func fromClient(named name: KVString) -> Target {
            Target(requests: requests, clients: .named(name.bytes))
        }

        /// The same, but only from the connection whose CLIENT ID this is.
        public func fromClient(id: Int) -> Target {
            Target(requests: requests, clients: .id(UInt64(clamping: id)))
        }
    }
}
