// The REST interface against RESP on the same server: what HTTP, JSON and base64 cost.
//
// One connection each, kept, on which a request is sent when the one before is answered. The requests are those of
// the JavaScript client, with all of its header and answers in base64; the same keys are asked for in RESP. What the
// measuring client costs is in both times.

import KVProcessSupport

/// Compares the REST interface with RESP.
struct RESTRun {
    let program: Server.Program
    let rounds: Int
    /// The number of commands of a round; nil for the usual number.
    let requests: Int?

    private static let keys = 10_000
    /// Requests that are made in advance, and sent one after the other again and again.
    private static let variants = 200
    /// REST has to do so much of what RESP does.
    private static let floor = 0.5

    /// What one round over one of the two gave.
    private struct Sample {
        let commandsPerSecond: Double
        let microsecondsPerCommand: Double
    }

    /// Measures single requests and pipelines.
    func rows() throws(ToolError) -> [RESTRow] {
        let port = try Server.freePort()
        let server = try Server(
            program, flags: ["--rest-port", "\(port)", "--rest-token", RESTRequest.token])
        try fill(server)
        return [
            try compare("GET", length: 1, commands: requests ?? 20_000, server, restPort: port),
            try compare("GET", length: 100, commands: requests ?? 200_000, server, restPort: port),
        ]
    }

    private func fill(_ server: Server) throws(ToolError) {
        let connection = try server.connect()
        for start in stride(from: 0, to: Self.keys, by: 100) {
            var batch = CommandBatch()
            for number in start..<start + 100 { batch.append(["SET", Self.key(number), "xxx"]) }
            try connection.exchange(batch)
        }
    }

    private static func key(_ number: Int) -> String { "key:" + CommandBatch.padded(number) }

    private func compare(
        _ name: String, length: Int, commands: Int, _ server: Server, restPort: UInt16
    ) throws(ToolError) -> RESTRow {
        let batches = Self.batches(of: name, length)
        let (resp, rest) = (try server.connect(), try RESTConnection(port: restPort))
        let count = max(1, commands / length)
        let overRESP = { () throws(ToolError) in
            try time(count, length, server) { (index) throws(ToolError) in
                try resp.exchange(batches[index % Self.variants].resp)
            }
        }
        let overREST = { () throws(ToolError) in
            try time(count, length, server) { (index) throws(ToolError) in
                try rest.exchange(batches[index % Self.variants].rest)
            }
        }
        var samples: (resp: [Sample], rest: [Sample]) = ([], [])
        for round in 0..<rounds {
            if round.isMultiple(of: 2) { samples.resp.append(try overRESP()) }
            samples.rest.append(try overREST())
            if !round.isMultiple(of: 2) { samples.resp.append(try overRESP()) }
        }
        return RESTRow(
            workload: name, length: length, floor: Self.floor,
            rates: (samples.resp.map(\.commandsPerSecond), samples.rest.map(\.commandsPerSecond)),
            costs: (samples.resp.map(\.microsecondsPerCommand), samples.rest.map(\.microsecondsPerCommand)))
    }

    /// The same commands for both, of random keys.
    private static func batches(of name: String, _ length: Int) -> [(resp: CommandBatch, rest: RESTRequest)] {
        var numbers = SeededNumbers(seed: 1)
        return (0..<variants).map { _ in
            var resp = CommandBatch()
            let rows = (0..<length).map { _ in [name, key(Int.random(in: 0..<keys, using: &numbers))] }
            for row in rows { resp.append(row) }
            return (resp, length == 1 ? RESTRequest(rows[0]) : RESTRequest(pipeline: rows))
        }
    }

    private func time(
        _ count: Int, _ length: Int, _ server: Server, _ exchange: (Int) throws(ToolError) -> Void
    ) throws(ToolError) -> Sample {
        let processorBefore = server.processorTime
        let before = ContinuousClock.now
        for index in 0..<count { try exchange(index) }
        let elapsed = ContinuousClock.now - before
        let commands = Double(count * length)
        return Sample(
            commandsPerSecond: commands / (elapsed / .seconds(1)),
            microsecondsPerCommand: Double(server.processorTime - processorBefore) / 1000 / commands)
    }
}
