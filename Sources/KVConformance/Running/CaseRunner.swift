// Runs one case on one server and writes down what came back: a transcript, which is what comparisons compare and
// recordings hold.

/// What a server answered to a case: the lines of each step.
package struct Transcript: Equatable, Sendable {
    package var title: String
    package var steps: [Entry] = []

    /// A step and its answer.
    package struct Entry: Equatable, Sendable {
        /// The line of the script.
        package var source: String
        /// The answer, prepared as the step's mark says; empty for a step that has none.
        package var lines: [String]
    }
}

/// Runs cases on a server.
package struct CaseRunner {
    private let server: any ServerUnderTest
    private var connections: [Int: WireConnection] = [:]
    private var kept: [String: [UInt8]] = [:]
    /// The connections that have a command sent and no reply read since: what follows waits behind it.
    private var waiting: Set<Int> = []
    /// What CONFIG SET has changed, and what it was before.
    private var settings: [(name: [UInt8], value: [UInt8])] = []
    private var users = CaseUsers()
    /// Whether the case has made the server a master with a history, or a replica.
    private var replicates = false

    private init(_ server: any ServerUnderTest) { self.server = server }

    /// Runs a case from an empty server on.
    ///
    /// - Throws: that the server can no longer be reached.
    package static func run(
        _ script: Case, on server: any ServerUnderTest
    ) throws(ServerError) -> Transcript {
        try server.prepare()
        var runner = CaseRunner(server)
        var transcript = Transcript(title: script.title)
        for step in script.steps {
            transcript.steps.append(.init(source: step.source, lines: try runner.perform(step)))
        }
        try runner.end()
        return transcript
    }

    private mutating func end() throws(ServerError) {
        for connection in connections.values { connection.close() }
        users.restore()
        try restoreSettings()
        if replicates { try server.forgetReplication() }
    }

    private func restoreSettings() throws(ServerError) {
        guard !settings.isEmpty else { return }
        let control = try server.connect()
        for (name, value) in settings.reversed() {
            _ = control.call([Array("CONFIG".utf8), Array("SET".utf8), name, value])
        }
    }

    // MARK: Steps

    private mutating func perform(_ step: Step) throws(ServerError) -> [String] {
        switch step.action {
        case .command(let words):
            let arguments = arguments(words)
            try noteSettings(arguments)
            try users.note(arguments, of: server)
            noteReplication(arguments)
            if step.mark == .scan { return Iteration.lines(arguments, on: try connection(step)) }
            try connection(step).send(arguments)
            return note(try connection(step).read(), step.mark)
        case .send(let words): try sendOnly(arguments(words), step)
        case .raw(let words): try connection(step).send(Array(arguments(words).joined()))
        case .read:
            waiting.remove(step.connection)
            return note(try connection(step).read(), step.mark)
        case .quiet: return Observation.lines(try connection(step).read(within: 50), .exact)
        case .closed: return Observation.lines(try connection(step).read(within: 5000), .exact)
        case .reconnect:
            connections[step.connection]?.close()
            connections[step.connection] = nil
        case .end: try connection(step).endOutput()
        case .resp3: _ = try connection(step).call("HELLO", "3")
        case .follow:
            replicates = true
            if let problem = try connection(step).follow() { return Observation.lines(problem, .exact) }
        case .advance(let milliseconds): server.advance(milliseconds: milliseconds)
        }
        return []
    }

    /// Sends a command, and goes on when the server has it: the next line may move the clock, or do what it waits for.
    private mutating func sendOnly(_ arguments: [[UInt8]], _ step: Step) throws(ServerError) {
        let connection = try connection(step)
        connection.send(arguments)
        guard waiting.insert(step.connection).inserted else { return }
        try Reception.wait(for: arguments[0], on: connection, of: server)
    }

    private mutating func note(_ arrival: WireConnection.Arrival, _ mark: Step.Mark) -> [String] {
        if case .keep(let name) = mark, case .reply(let reply) = arrival { kept[name] = reply.bytes }
        return Observation.lines(arrival, mark)
    }

    private mutating func connection(_ step: Step) throws(ServerError) -> WireConnection {
        if let connection = connections[step.connection] { return connection }
        let connection = try server.connect()
        connections[step.connection] = connection
        return connection
    }

    /// Keeps what a CONFIG SET is about to change.
    private mutating func noteSettings(_ arguments: [[UInt8]]) throws(ServerError) {
        guard arguments.count > 3, arguments[0].isWord("config"), arguments[1].isWord("set") else { return }
        let control = try server.connect()
        for index in stride(from: 2, to: arguments.count, by: 2) {
            let name = arguments[index]
            let reply = control.call([Array("CONFIG".utf8), Array("GET".utf8), name])
            guard let value = reply?.elements, value.count == 2 else { continue }
            settings.append((name, value[1].bytes))
        }
    }

    private mutating func noteReplication(_ arguments: [[UInt8]]) {
        let words = ["replicaof", "slaveof", "sync", "psync"]
        if words.contains(where: { arguments[0].isWord($0) }) { replicates = true }
    }

    // MARK: Words

    private func arguments(_ words: [Word]) -> [[UInt8]] { words.flatMap(bytes) }

    private func bytes(_ word: Word) -> [[UInt8]] {
        switch word {
        case .text(let bytes): [bytes]
        case .sequence(let numbers, let templates):
            numbers.flatMap { number in
                templates.map { Array($0.replacing("%", with: "\(number)").utf8) }
            }
        case .time(let inMilliseconds, let plus):
            [Array("\(server.unixMicroseconds / (inMilliseconds ? 1000 : 1_000_000) + plus)".utf8)]
        case .kept(let name): [kept[name] ?? Array("{\(name)}".utf8)]
        }
    }
}

extension [UInt8] {
    /// Whether the bytes are a word, whatever its capitals.
    fileprivate func isWord(_ word: String) -> Bool {
        String(decoding: self, as: UTF8.self).lowercased() == word
    }
}
