// Replication under random commands: a redis-server follows a server, which is sent whatever the fuzzer makes, alone
// and in transactions, while a further connection waits for keys. Now and then both have to have the same data.

import KVEngine
import KVSockets

/// Random commands on a server that a redis-server follows.
package struct ReplicaRun {
    /// Commands of an episode.
    private static let length = 600
    private static let mostInBatch = 40
    /// The connection that waits for keys; nobody reads what it gets.
    private static let waiting = 4

    private let master: FuzzTarget
    private let replica: RedisProcess
    private let commands: [CommandSyntax]
    private let only: [String]

    /// Data that was not the same.
    package struct Finding: Equatable {
        /// The seed of the episode.
        package let seed: UInt64
        /// What each of the two has, line by line, where they differ.
        package let master: [String]
        package let replica: [String]
        /// The commands since they were the same last.
        package let commands: [String]
    }

    /// - Parameter only: groups and names of commands to keep to; all when empty.
    package init(
        master: any ServerUnderTest, replica: RedisProcess, only: [String] = []
    ) throws(ServerError) {
        self.master = FuzzTarget(master)
        self.replica = replica
        self.only = only
        commands = try CommandSyntax.all(of: master)
    }

    /// Runs episodes until so many commands were sent.
    package func run(
        seed: UInt64, commands limit: Int, progress: (Int) -> Void
    ) throws(ServerError) -> Finding? {
        var seeds = Random(seed: seed)
        var count = 0
        while count < limit {
            if let finding = try episode(seed: seeds.next()) { return finding }
            count += ReplicaRun.length
            progress(count)
        }
        return nil
    }

    /// Runs the one episode of a seed.
    package func episode(seed: UInt64) throws(ServerError) -> Finding? {
        var generator = CommandGenerator(commands, only: only, random: Random(seed: seed))
        try connect(&generator)
        var (count, sent) = (0, [String]())
        while count < ReplicaRun.length {
            if generator.random.isLucky(25) { advance(milliseconds: Int64(1 + generator.random.below(5000))) }
            let batch = batch(&generator)
            count += batch.count
            sent += batch.map { CaseText.line($0, connection: 1, mark: .exact) }
            try exchange(batch, on: 1 + generator.random.below(2))
            if generator.random.isLucky(20) { try block(&generator) }
            guard generator.random.isLucky(15) || count >= ReplicaRun.length else { continue }
            if let difference = try difference() {
                return Finding(
                    seed: seed, master: difference.master, replica: difference.replica, commands: sent)
            }
            sent = []
        }
        return nil
    }

    // MARK: Both servers

    /// Lets the replica follow a master that has some keys already.
    private func connect(_ generator: inout CommandGenerator) throws(ServerError) {
        try master.prepare()
        try part(with: replica)
        for command in ["CONFIG SET repl-timeout 1000000", "HELLO 3"] { try ask(command, on: 2) }
        for _ in 0..<5 { try exchange(batch(&generator), on: 1) }
        let link = try replica.connect()
        defer { link.close() }
        _ = link.call("CONFIG", "SET", "repl-timeout", "1000000")
        _ = link.call("REPLICAOF", "127.0.0.1", "\(master.server.address.port ?? 0)")
        for _ in 0..<10_000 {
            let role = try ask("ROLE", on: FuzzKeyspace.connection)
            if role.elements.last?.elements.isEmpty == false { return }
            _ = link.read(within: 1)
        }
        throw ServerError("redis-server does not follow")
    }

    /// Makes the replica a master, and empties it.
    private func part(with replica: RedisProcess) throws(ServerError) {
        let link = try replica.connect()
        _ = link.call("REPLICAOF", "NO", "ONE")
        link.close()
        try replica.prepare()
    }

    private func advance(milliseconds: Int64) {
        // The replica goes first: what its master then does is not too early for it.
        replica.advance(milliseconds: milliseconds)
        master.server.advance(milliseconds: milliseconds)
    }

    /// Where the data of the two differs; nil where it does not.
    private func difference() throws(ServerError) -> (master: [String], replica: [String])? {
        _ = try ask("SET last 1", on: FuzzKeyspace.connection)
        _ = try ask("WAIT 1 0", on: FuzzKeyspace.connection)
        let link = try replica.connect()
        defer { link.close() }
        let digests = (try ask("DEBUG DIGEST", on: FuzzKeyspace.connection), link.call("DEBUG", "DIGEST"))
        guard digests.0 != digests.1 else { return nil }
        let (own, others) = (
            try ReplicaRun.description(of: master.server.connect()),
            try ReplicaRun.description(of: replica.connect())
        )
        return (own.filter { !others.contains($0) }, others.filter { !own.contains($0) })
    }

    /// Every key with what there is to say of it.
    private static func description(of link: WireConnection) -> [String] {
        defer { link.close() }
        return FuzzKeyspace.databases.flatMap { database in
            _ = link.call(FuzzKeyspace.select(database).words)
            let keys = link.call(FuzzKeyspace.keys.words)?.elements ?? []
            return keys.map { key in
                let type = link.call(FuzzKeyspace.type(key.bytes).words)?.text ?? ""
                let facts = FuzzKeyspace.details(key.bytes, type: type).map { question in
                    link.send(question.words)
                    return Observation.lines(link.read(), question.mark).joined(separator: " ")
                }
                return "\(database) \(key.text): \(type) \(facts.joined(separator: " "))"
            }
        }
    }

    // MARK: Commands

    private func batch(_ generator: inout CommandGenerator) -> [[[UInt8]]] {
        var batch = (0...generator.random.below(ReplicaRun.mostInBatch)).map { _ in
            generator.next(now: master.server.unixMicroseconds / 1000).1
        }
        guard generator.random.isLucky(30) else { return batch }
        batch.insert([Array("MULTI".utf8)], at: 0)
        return batch + [[Array("EXEC".utf8)]]
    }

    private func exchange(_ batch: [[[UInt8]]], on connection: Int) throws(ServerError) {
        try master.send(batch, on: connection)
        for _ in batch { _ = try master.read(on: connection) }
    }

    /// Waits for a key on a connection of its own, as whoever comes after its own last wait.
    private func block(_ generator: inout CommandGenerator) throws(ServerError) {
        let keys = (0..<2).map { _ in generator.random.pick(FuzzValues.allKeys) }
        let line = generator.random.pick([
            "BLPOP \(keys[0]) \(keys[1]) 3", "BRPOP \(keys[0]) 3",
            "BLMOVE \(keys[0]) \(keys[1]) LEFT RIGHT 3", "BRPOPLPUSH \(keys[0]) \(keys[1]) 3",
            "BLMPOP 3 2 \(keys[0]) \(keys[1]) RIGHT COUNT 2",
            "BZPOPMIN \(keys[0]) 3", "BZPOPMAX \(keys[0]) \(keys[1]) 3", "BZMPOP 3 1 \(keys[0]) MAX COUNT 3",
        ])
        try master.send([ReplicaRun.words(line)], on: ReplicaRun.waiting)
    }

    @discardableResult
    private func ask(_ line: String, on connection: Int) throws(ServerError) -> WireReply {
        try master.send([ReplicaRun.words(line)], on: connection)
        guard case .reply(let reply) = try master.read(on: connection) else {
            throw ServerError("\(master.server.name) does not answer \(line)")
        }
        return reply
    }

    private static func words(_ line: String) -> [[UInt8]] {
        line.split(separator: " ").map { Array($0.utf8) }
    }
}
