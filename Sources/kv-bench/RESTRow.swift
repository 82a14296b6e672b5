// One line of the table that compares the REST interface with RESP.

/// What both did with the same commands on the same server, medians over the rounds.
struct RESTRow: Encodable {
    let workload: String
    /// Commands in one request.
    let pipeline: Int
    let respCommandsPerSecond: Double
    let restCommandsPerSecond: Double
    /// REST's rate over RESP's.
    let ratio: Double
    let respMicrosecondsPerCommand: Double
    let restMicrosecondsPerCommand: Double
    let floor: Double
    let verdict: Verdict

    init(
        workload: String, length: Int, floor: Double, rates: (resp: [Double], rest: [Double]),
        costs: (resp: [Double], rest: [Double])
    ) {
        self.workload = workload
        pipeline = length
        respCommandsPerSecond = Statistics.median(rates.resp)
        restCommandsPerSecond = Statistics.median(rates.rest)
        ratio = Statistics.medianRatio(rates.rest, rates.resp)
        respMicrosecondsPerCommand = Statistics.median(costs.resp)
        restMicrosecondsPerCommand = Statistics.median(costs.rest)
        self.floor = floor
        verdict = Verdict(ratio: ratio, floor: floor)
    }

    static let header = Columns.line([
        ("over REST", -14), ("pipeline", 8), ("RESP cmd/s", 11), ("REST cmd/s", 11), ("ratio", 7),
        ("RESP us/cmd", 11), ("REST us/cmd", 11), ("floor", 6), ("verdict", 8),
    ])

    var line: String {
        Columns.line([
            (workload, -14), ("\(pipeline)", 8), (Columns.number(respCommandsPerSecond, 0), 11),
            (Columns.number(restCommandsPerSecond, 0), 11), (Columns.number(ratio, 2), 7),
            (Columns.number(respMicrosecondsPerCommand, 3), 11),
            (Columns.number(restMicrosecondsPerCommand, 3), 11),
            (Columns.number(floor, 2), 6), (verdict.rawValue, 8),
        ])
    }
}
