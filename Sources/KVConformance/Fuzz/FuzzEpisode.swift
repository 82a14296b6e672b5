// One episode of the fuzzer: from empty servers on, some hundred random commands in batches, with the whole keyspace
// compared now and then. What was done is kept as steps of a case, so that a difference can be replayed.

import KVEngine

/// A run of random commands from empty servers on.
struct FuzzEpisode {
    /// Commands of an episode; short enough to be replayed often while a difference is shrunk.
    static let length = 600
    private static let mostInBatch = 60

    private let reference: FuzzTarget
    private let candidate: FuzzTarget
    private let hasTransactions: Bool
    var generator: CommandGenerator
    /// What was done so far.
    private(set) var steps: [Step] = []
    /// Random commands sent to each server; the questions about the keyspace come on top.
    private(set) var commands = 0
    private(set) var coverage = FuzzCoverage()

    init(_ reference: FuzzTarget, _ candidate: FuzzTarget, generator: CommandGenerator) {
        self.reference = reference
        self.candidate = candidate
        self.generator = generator
        hasTransactions = generator.makesTransactions
    }

    /// Runs it.
    ///
    /// - Returns: the steps up to the first difference; nil when there is none.
    mutating func run() throws(ServerError) -> [Step]? {
        try reference.prepare()
        try candidate.prepare()
        let settings = FuzzSettings.commands(&generator.random).map { step($0, .exact) }
        guard try exchange(settings, 1) != nil else { return steps }
        try speakRESP3(on: 2)
        while commands < FuzzEpisode.length {
            if generator.random.isLucky(25), try !advance() { return steps }
            if generator.random.isLucky(10), try !compareKeyspace() { return steps }
            let isTransaction = hasTransactions && generator.random.isLucky(30)
            guard try isTransaction ? randomTransaction() : randomBatch() else { return steps }
        }
        return try compareKeyspace() ? nil : steps
    }

    /// Sets back what the episode has set, so that a script means the same whenever it is run.
    func restoreSettings() throws(ServerError) {
        for target in [reference, candidate] {
            try target.send(FuzzSettings.defaults, on: FuzzKeyspace.connection)
            for _ in FuzzSettings.defaults { _ = try target.read(on: FuzzKeyspace.connection) }
        }
    }

    private mutating func speakRESP3(on connection: Int) throws(ServerError) {
        steps.append(
            Step(
                source: "@\(connection) > resp3", line: 0, connection: connection, action: .resp3,
                mark: .exact))
        let hello = [["HELLO", "3"].map { Array($0.utf8) }]
        for target in [reference, candidate] {
            try target.send(hello, on: connection)
            _ = try target.read(on: connection)
        }
    }

    // MARK: Batches

    private mutating func randomBatch() throws(ServerError) -> Bool {
        let connection = generator.random.isLucky(75) ? 1 : 2
        var batch: [Step] = []
        for _ in 0..<(1 + generator.random.below(FuzzEpisode.mostInBatch)) {
            for step in nextSteps(connection) {
                batch.append(step)
                // An iteration waits for each of its replies, so it goes alone.
                guard step.mark == .scan else { continue }
                batch.removeLast()
                guard try exchange(batch, connection) != nil, try iterate(step) else { return false }
                batch = []
            }
        }
        return try exchange(batch, connection) != nil
    }

    /// A random command, with what has to come before and after it.
    mutating func nextSteps(_ connection: Int) -> [Step] {
        var (command, words) = nextCommand()
        guard FuzzRules.isDefined(command, words) else { return [] }
        var before: [[[UInt8]]] = []
        if FuzzRules.choosesByText(words) {
            let set = FuzzRules.membersOfOneScore(&generator.random)
            before = set.commands
            words = words.map { FuzzValues.isKey($0) ? set.key : $0 }
        }
        let after = FuzzRules.sequel(command, words).map { [step($0, .type, connection)] } ?? []
        return before.map { step($0, .exact, connection) }
            + [step(words, FuzzRules.mark(command, words), connection)] + after
    }

    /// A random command, which counts.
    mutating func nextCommand() -> (CommandSyntax, [[UInt8]]) {
        commands += 1
        return generator.next(now: reference.server.unixMicroseconds / 1000)
    }

    func step(_ words: [[UInt8]], _ mark: Step.Mark, _ connection: Int = 1) -> Step {
        Step(
            source: CaseText.line(words, connection: connection, mark: mark), line: 0, connection: connection,
            action: .command(words.map(Word.text)), mark: mark)
    }

    /// Sends commands to both and compares the replies.
    ///
    /// - Returns: what the reference answered; nil when a reply differs, whose step is then the last one.
    mutating func exchange(
        _ batch: [Step], _ connection: Int
    ) throws(ServerError) -> [WireConnection.Arrival]? {
        guard !batch.isEmpty else { return [] }
        let requests = batch.map(\.literalWords)
        try reference.send(requests, on: connection)
        try candidate.send(requests, on: connection)
        var (answers, isEqual) = ([WireConnection.Arrival](), true)
        for step in batch {
            let expected = try reference.read(on: connection)
            let observed = try candidate.read(on: connection)
            if isEqual { steps.append(step) }
            answers.append(expected)
            if connection != FuzzKeyspace.connection {
                coverage.note(step.literalWords, isRefused: expected.isError)
            }
            if expected != observed, !FuzzEpisode.areEqual(expected, observed, step.mark) { isEqual = false }
        }
        return isEqual ? answers : nil
    }

    private static func areEqual(
        _ expected: WireConnection.Arrival, _ observed: WireConnection.Arrival, _ mark: Step.Mark
    ) -> Bool {
        Observation.lines(expected, mark) == Observation.lines(observed, mark)
    }

    private mutating func iterate(_ step: Step) throws(ServerError) -> Bool {
        steps.append(step)
        let words = step.literalWords
        let expected = try reference.iterate(words, on: step.connection)
        coverage.note(words, isRefused: expected.first?.hasPrefix("-") == true)
        return try candidate.iterate(words, on: step.connection) == expected
    }

    // MARK: Time

    /// Moves both clocks by whole seconds and a millisecond; then every key is touched, since Redis removes what has
    /// expired when somebody looks.
    mutating func advance() throws(ServerError) -> Bool {
        let milliseconds = Int64(1 + generator.random.below(4)) * 1000 + 1
        steps.append(
            Step(
                source: "> advance \(milliseconds)ms", line: 0, connection: 1,
                action: .advance(milliseconds: milliseconds), mark: .exact))
        reference.server.advance(milliseconds: milliseconds)
        candidate.server.advance(milliseconds: milliseconds)
        let questions = FuzzKeyspace.databases.flatMap { [FuzzKeyspace.select($0), FuzzKeyspace.touch] }
        return try exchange(questions.map(asking), FuzzKeyspace.connection) != nil
    }

    // MARK: The keyspace

    /// Asks for every key, and of each for its type, encoding, deadline and value.
    private mutating func compareKeyspace() throws(ServerError) -> Bool {
        for database in FuzzKeyspace.databases {
            let questions = [FuzzKeyspace.select(database), FuzzKeyspace.keys].map(asking)
            guard let answers = try exchange(questions, FuzzKeyspace.connection) else { return false }
            let keys = FuzzKeyspace.texts(answers[1])
            let types = try exchange(keys.map(FuzzKeyspace.type).map(asking), FuzzKeyspace.connection)
            guard let types else { return false }
            let details = zip(keys, types).flatMap { FuzzKeyspace.details($0, type: FuzzKeyspace.text($1)) }
            guard try exchange(details.map(asking), FuzzKeyspace.connection) != nil else { return false }
        }
        return true
    }

    private func asking(_ question: FuzzKeyspace.Question) -> Step {
        step(question.words, question.mark, FuzzKeyspace.connection)
    }
}

extension Step {
    /// The words of a command without braces.
    fileprivate var literalWords: [[UInt8]] {
        guard case .command(let words) = action else { return [] }
        return words.compactMap { if case .text(let bytes) = $0 { bytes } else { nil } }
    }
}
