// One line of the throughput table.

/// What both servers did with one workload and one pipeline length, medians over the rounds.
struct ThroughputRow: Encodable {
    let workload: String
    let clients: Int
    let pipeline: Int
    let referenceRequestsPerSecond: Double
    let candidateRequestsPerSecond: Double
    /// Ours over the reference's: above 1 we are faster.
    let throughputRatio: Double
    let referenceMicrosecondsPerRequest: Double
    let candidateMicrosecondsPerRequest: Double
    /// The reference's over ours: above 1 we need less.
    let processorRatio: Double
    let floor: Double?
    let verdict: Verdict

    init(
        workload: Workload, pipeline: Int, rates: (reference: [Double], candidate: [Double]),
        costs: (reference: [Double], candidate: [Double])
    ) {
        self.workload = workload.name
        clients = workload.clients
        self.pipeline = pipeline
        referenceRequestsPerSecond = Statistics.median(rates.reference)
        candidateRequestsPerSecond = Statistics.median(rates.candidate)
        throughputRatio = Statistics.medianRatio(rates.candidate, rates.reference)
        referenceMicrosecondsPerRequest = Statistics.median(costs.reference)
        candidateMicrosecondsPerRequest = Statistics.median(costs.candidate)
        processorRatio = Statistics.medianRatio(costs.reference, costs.candidate)
        floor = workload.floors[pipeline]
        verdict = Verdict(ratio: throughputRatio, floor: floor)
    }

    static let header = Columns.line([
        ("workload", -14), ("pipeline", 8), ("ref req/s", 11), ("our req/s", 11), ("ratio", 7),
        ("ref us/req", 11), ("our us/req", 11), ("cpu ratio", 10), ("floor", 6), ("verdict", 8),
    ])

    var line: String {
        Columns.line([
            (workload, -14), ("\(pipeline)", 8),
            (Columns.number(referenceRequestsPerSecond, 0), 11),
            (Columns.number(candidateRequestsPerSecond, 0), 11),
            (Columns.number(throughputRatio, 2), 7),
            (Columns.number(referenceMicrosecondsPerRequest, 3), 11),
            (Columns.number(candidateMicrosecondsPerRequest, 3), 11),
            (Columns.number(processorRatio, 2), 10),
            (floor.map { Columns.number($0, 2) } ?? "-", 6), (verdict.rawValue, 8),
        ])
    }
}
