// What reaches a client that has asked for it before: a message to a thousand subscribers, and an element that is
// pushed to a list while a client is blocked in BLPOP on it.
//
// Both are round trips. A message is over when each subscriber has it; an element is handed over when the client
// that was blocked has it. What the measuring client costs is in the time of both servers alike, so that the ratio
// of processor times tells more.

import KVProcessSupport

/// Compares how both servers deliver.
struct DeliveryRun {
    let reference: Server.Program
    let candidate: Server.Program
    let rounds: Int
    /// The number of elements handed over in a round; nil for the usual number.
    let requests: Int?

    private static let subscribers = 1000
    /// Messages that are published in one pipeline.
    private static let messages = 10

    private var elements: Int { requests ?? 20_000 }
    private var publications: Int { max(Self.messages, elements / 20) }

    /// Microseconds of waiting and of processor time for each request.
    private struct Cost {
        let elapsed: Double
        let processor: Double
    }

    private typealias Measurement = (Server) throws(ToolError) -> Cost

    /// Measures both, in turns.
    func findings() throws(ToolError) -> [Finding] {
        LoopbackSocket.allow(Self.subscribers)
        return try compare("PUBLISH to 1,000 subscribers", publish)
            + compare("BLPOP hand-over", handOver)
    }

    private func compare(_ name: String, _ measure: Measurement) throws(ToolError) -> [Finding] {
        let (theirServer, ourServer) = (try Server(reference), try Server(candidate))
        var (theirs, ours): ([Cost], [Cost]) = ([], [])
        for _ in 0..<rounds {
            theirs.append(try measure(theirServer))
            ours.append(try measure(ourServer))
        }
        return [
            Finding(
                name, unit: "us", notAbove: Statistics.median(theirs.map(\.elapsed)),
                candidate: Statistics.median(ours.map(\.elapsed))),
            Finding(
                "  its processor time", unit: "us", reference: Statistics.median(theirs.map(\.processor)),
                candidate: Statistics.median(ours.map(\.processor))),
        ]
    }

    private func time(
        _ count: Int, on server: Server, _ body: () throws(ToolError) -> Void
    ) throws(ToolError) -> Cost {
        let processorBefore = server.processorTime
        let before = ContinuousClock.now
        try body()
        let elapsed = ContinuousClock.now - before
        return Cost(
            elapsed: elapsed / .microseconds(1) / Double(count),
            processor: Double(server.processorTime - processorBefore) / 1000 / Double(count))
    }

    // MARK: Messages

    private func publish(_ server: Server) throws(ToolError) -> Cost {
        var subscribers: [Connection] = []
        for _ in 0..<Self.subscribers {
            let subscriber = try server.connect()
            try subscriber.exchange(CommandBatch(["SUBSCRIBE", "news"]))
            subscribers.append(subscriber)
        }
        let publisher = try server.connect()
        var batch = CommandBatch()
        for _ in 0..<Self.messages { batch.append(["PUBLISH", "news", "a message of some length"]) }
        var buffer = Connection.makeBuffer()
        let batches = publications / Self.messages
        return try time(batches * Self.messages, on: server) { () throws(ToolError) in
            for _ in 0..<batches {
                try publisher.send(batch)
                for subscriber in subscribers {
                    try subscriber.receive(Self.messages, of: "SUBSCRIBE", into: &buffer)
                }
                try publisher.receive(Self.messages, of: "PUBLISH", into: &buffer)
            }
        }
    }

    // MARK: Elements

    private func handOver(_ server: Server) throws(ToolError) -> Cost {
        let (taker, giver) = (try server.connect(), try server.connect())
        // The answer to PING says that BLPOP behind it has come as well.
        var wait = CommandBatch(["PING"])
        wait.append(["BLPOP", "queue", "0"])
        let push = CommandBatch(["RPUSH", "queue", "an element of some length"])
        var buffer = Connection.makeBuffer()
        return try time(elements, on: server) { () throws(ToolError) in
            for _ in 0..<elements {
                try taker.send(wait)
                try taker.receive(1, of: "PING", into: &buffer)
                try giver.send(push)
                try taker.receive(1, of: "BLPOP", into: &buffer)
                try giver.receive(1, of: "RPUSH", into: &buffer)
            }
        }
    }
}
