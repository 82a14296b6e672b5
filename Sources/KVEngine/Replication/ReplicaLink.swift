// What a connection has said of itself by REPLCONF, and how far it is as a replica.

/// A connection's part as a replica.
struct ReplicaLink {
    /// The port at which the replica itself listens; 0 where it has not said so.
    var listeningPort = 0
    /// The address that it wants to be known by.
    var announcedAddress: [UInt8]?
    /// It takes a payload of which it is not told the length (`capa eof`).
    var takesUnknownLengths = false
    /// It understands another history's name when it goes on (`capa psync2`).
    var knowsHistories = false
    /// It wants the keys and not the stream.
    var wantsOnlyPayload = false
    /// What it wants in the payload.
    var contents = RDBContents.everything
    /// It has come by SYNC, and so tells nothing of how far it is.
    var isSilent = false
    /// The offset up to which it has the stream, as it said last.
    var acknowledged: Int64 = 0
    /// When it said so, or came, in Unix milliseconds.
    var acknowledgedAt: Int64 = 0
}

extension Client {
    /// Whether the client follows this server's changes.
    package var isReplica: Bool { modes.value.restrictions.contains(.replica) }

    /// The address that INFO and ROLE tell of a replica: the one that it has announced, or else its peer's.
    var replicaAddress: String {
        if let announced = replicaLink.announcedAddress { return String(decoding: announced, as: UTF8.self) }
        guard let colon = address.lastIndex(of: ":") else { return address }
        return String(address[..<colon]).filter { $0 != "[" && $0 != "]" }
    }
}
