// REPLCONF: what a replica tells its master of itself before SYNC, and of how far it is after it.

import RESP

extension Command {
    /// Notes what a replica says, in pairs of a word and a value.
    ///
    /// ACK and GETACK are not answered. Error order: values that are missing, then the pairs from left to right; what
    /// stands before a pair that is refused counts.
    static let replconf = Command(
        "replconf", arity: -1, [.admin, .noscript, .loading, .stale, .allowBusy],
        docs: Docs(
            .server, since: "3.0.0", "Notes what a replica says of itself.", complexity: "O(1)",
            status: .system)
    ) { call throws(RedisError) in
        guard call.remaining.isMultiple(of: 2) else { throw .syntax }
        while call.remaining > 0 {
            if call.accept("ack") { return call.noteAcknowledgement(try call.bytes()) }
            // Only a master asks for it, and only of who follows it.
            if call.accept("getack") { return }
            try call.readReplicaFact()
        }
        call.reply.ok()
    }
}

extension Call {
    private static let longestAddress = 255

    fileprivate mutating func readReplicaFact() throws(RedisError) {
        if accept("listening-port") {
            client.replicaLink.listeningPort = Int(try integer())
        } else if accept("ip-address") {
            client.replicaLink.announcedAddress = try announcedAddress()
        } else if accept("capa") {
            noteCapability(try bytes())
        } else if accept("rdb-only") {
            let number = try integer()
            guard (0...1).contains(number) else {
                throw RedisError("ERR value is out of range, value must between 0 and 1")
            }
            client.replicaLink.wantsOnlyPayload = number == 1
        } else if accept("rdb-filter-only") {
            try notePayloadFilter(try bytes())
        } else {
            throw .quoting("ERR Unrecognized REPLCONF option: ", try bytes(), "", limit: .max)
        }
    }

    private mutating func announcedAddress() throws(RedisError) -> [UInt8] {
        let address = try bytes()
        guard address.count < Call.longestAddress else {
            throw RedisError(
                "ERR REPLCONF ip-address provided by replica instance is too long: \(address.count) bytes")
        }
        return [UInt8](address)
    }

    /// What is not known here is passed over.
    private func noteCapability(_ name: ByteView) {
        if name.matchesBeforeNUL("eof") { client.replicaLink.takesUnknownLengths = true }
        if name.matchesBeforeNUL("psync2") { client.replicaLink.knowsHistories = true }
    }

    /// In a payload that is filtered there are functions, if they are asked for, and never keys.
    private func notePayloadFilter(_ words: ByteView) throws(RedisError) {
        client.replicaLink.contents = []
        for word in [UInt8](words).split(separator: UInt8(ascii: " ")) {
            let isKnown = Array(word).withByteView { $0.matches("functions") }
            guard !isKnown else {
                client.replicaLink.contents.insert(.functions)
                continue
            }
            throw Array(word).withByteView {
                RedisError.quoting("ERR Unsupported rdb-filter-only option: ", $0, "", limit: .max)
            }
        }
    }

    /// Notes how far a replica is, and answers those who have waited for that.
    fileprivate func noteAcknowledgement(_ text: ByteView) {
        guard client.isReplica, let offset = IntegerText.parse(text) else { return }
        client.replicaLink.acknowledged = max(client.replicaLink.acknowledged, offset)
        client.replicaLink.acknowledgedAt = now
        engine.serveThoseWhoAwaitReplicas()
        engine.refreshReplicationDeadline()
    }
}
