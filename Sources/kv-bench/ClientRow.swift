// One line of the table that compares our client with redis-py.

/// What both did with the same commands on the same server, medians over the rounds.
struct ClientRow: Encodable {
    let workload: String
    /// Commands in one batch.
    let pipeline: Int
    let referenceCommandsPerSecond: Double
    let commandsPerSecond: Double
    /// Our rate over redis-py's.
    let ratio: Double
    let referenceMicrosecondsPerCommand: Double
    let microsecondsPerCommand: Double
    let floor: Double?
    let verdict: Verdict

    init(
        _ workload: ClientWorkload, rates: (reference: [Double], ours: [Double]),
        costs: (reference: [Double], ours: [Double])
    ) {
        self.workload = workload.name
        pipeline = workload.length
        referenceCommandsPerSecond = Statistics.median(rates.reference)
        commandsPerSecond = Statistics.median(rates.ours)
        ratio = Statistics.medianRatio(rates.ours, rates.reference)
        referenceMicrosecondsPerCommand = Statistics.median(costs.reference)
        microsecondsPerCommand = Statistics.median(costs.ours)
        floor = workload.floor
        verdict = Verdict(ratio: ratio, floor: floor)
    }

    static let header = Columns.line([
        ("client", -14), ("pipeline", 8), ("ref cmd/s", 11), ("our cmd/s", 11), ("ratio", 7),
        ("ref us/cmd", 11), ("our us/cmd", 11), ("floor", 6), ("verdict", 8),
    ])

    var line: String {
        Columns.line([
            (workload, -14), ("\(pipeline)", 8), (Columns.number(referenceCommandsPerSecond, 0), 11),
            (Columns.number(commandsPerSecond, 0), 11), (Columns.number(ratio, 2), 7),
            (Columns.number(referenceMicrosecondsPerCommand, 3), 11),
            (Columns.number(microsecondsPerCommand, 3), 11),
            (floor.map { Columns.number($0, 2) } ?? "-", 6), (verdict.rawValue, 8),
        ])
    }
}
