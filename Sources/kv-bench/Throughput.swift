// Requests per second and processor time per request of both servers, in interleaved rounds.
//
// Both servers are alive throughout. Each round runs one right after the other, and the order changes from round
// to round, so that neither always has the quieter half. The ratios are taken within a round, and of those the
// median. Processor time is what the kernel charged the server for while the load ran, divided by the requests;
// it does not depend on how fast the client is, which is the bottleneck in deep pipelines.

import KVProcessSupport

/// Measures workloads on two servers.
struct Throughput {
    let tool: RedisBenchmark
    let reference: Server
    let candidate: Server
    let rounds: Int
    /// The number of requests of a run; nil chooses by pipeline, for about a second each.
    let requests: Int?

    /// What one run gave.
    private struct Sample {
        let requestsPerSecond: Double
        let microsecondsPerRequest: Double
    }

    /// Measures one workload with one pipeline length.
    func measure(_ workload: Workload, pipeline: Int) throws(ToolError) -> ThroughputRow {
        for server in [reference, candidate] {
            try server.flush()
            if case .once(let arguments) = workload.fill { try fill(server, arguments) }
        }
        var samples: (reference: [Sample], candidate: [Sample]) = ([], [])
        for round in 0..<rounds {
            if round.isMultiple(of: 2) {
                samples.reference.append(try sample(workload, pipeline, on: reference))
                samples.candidate.append(try sample(workload, pipeline, on: candidate))
            } else {
                samples.candidate.append(try sample(workload, pipeline, on: candidate))
                samples.reference.append(try sample(workload, pipeline, on: reference))
            }
        }
        return ThroughputRow(
            workload: workload, pipeline: pipeline,
            rates: (samples.reference.map(\.requestsPerSecond), samples.candidate.map(\.requestsPerSecond)),
            costs: (
                samples.reference.map(\.microsecondsPerRequest),
                samples.candidate.map(\.microsecondsPerRequest)
            ))
    }

    private func sample(_ workload: Workload, _ pipeline: Int, on server: Server) throws(ToolError) -> Sample
    {
        let count = requests ?? Self.defaultRequests(pipeline: pipeline)
        if case .eachRound(let arguments) = workload.fill {
            try fill(server, ["-n", "\(count)"] + arguments)
        }
        let arguments = [
            "-c", "\(workload.clients)", "-n", "\(count)", "-P", "\(pipeline)",
            "-r", "\(Workload.keyspace)", "-d", "\(workload.valueBytes)",
        ]
        let before = server.processorTime
        let rate = try tool.run(arguments + workload.request, port: server.port)
        let used = server.processorTime - before
        return Sample(
            requestsPerSecond: rate, microsecondsPerRequest: Double(used) / 1000 / Double(count))
    }

    private func fill(_ server: Server, _ arguments: [String]) throws(ToolError) {
        _ = try tool.run(["-c", "10", "-P", "100"] + arguments, port: server.port)
    }

    private static func defaultRequests(pipeline: Int) -> Int {
        switch pipeline {
        case ..<8: 100_000
        case ..<50: 300_000
        default: 600_000
        }
    }
}
