// What is measured, and the floor for each: throughput of ours over redis-server 7.0.15 with pipelines of 1, 16
// and 100. The commands are those of `redis-benchmark -t`; LRANGE is spelled out because `-t lrange_100` fills its
// list within the measurement.

/// One kind of request, what it needs to find in the server, and its floors.
struct Workload {
    /// What must be there before requests are measured.
    enum Fill {
        case nothing
        /// Filled once: requests do not use it up.
        case once([String])
        /// Filled before each round with as many elements as there are requests, which take them out.
        case eachRound([String])
    }

    let name: String
    /// The arguments of redis-benchmark that choose the request.
    let request: [String]
    var fill = Fill.nothing
    var valueBytes = 3
    var clients = 50
    /// The floor for each pipeline length that has one.
    let floors: [Int: Double]

    /// Names that a request can meet: keys, members, fields.
    static let keyspace = 100_000

    static let all: [Workload] = [
        Workload(name: "PING", request: ["-t", "ping_mbulk"], floors: floors(1.0, 1.2, 1.4)),
        Workload(name: "SET", request: ["-t", "set"], floors: floors(1.0, 1.3, 1.8)),
        Workload(name: "GET", request: ["-t", "get"], fill: .once(keys()), floors: floors(1.0, 1.3, 1.8)),
        Workload(name: "INCR", request: ["-t", "incr"], floors: floors(1.0, 1.3, 1.8)),
        Workload(name: "HSET", request: ["-t", "hset"], floors: floors(1.0, 1.2, 1.5)),
        Workload(name: "SADD", request: ["-t", "sadd"], floors: floors(1.0, 1.2, 1.5)),
        Workload(
            name: "SPOP", request: ["-t", "spop"], fill: .eachRound(distinct("sadd")),
            floors: floors(1.0, 1.2, 1.5)),
        Workload(name: "LPUSH", request: ["-t", "lpush"], floors: floors(1.0, 1.2, 1.5)),
        Workload(
            name: "ZPOPMIN", request: ["-t", "zpopmin"], fill: .eachRound(distinct("zadd")),
            floors: floors(1.0, 1.2, 1.5)),
        Workload(name: "ZADD", request: ["-t", "zadd"], floors: floors(1.0, 1.6, 2.0)),
        Workload(name: "MSET", request: ["-t", "mset"], floors: floors(1.0, 1.4, 1.5)),
        Workload(
            name: "LRANGE_100", request: ["LRANGE", "mylist", "0", "99"],
            fill: .once(["-n", "1000", "-t", "lpush"]), floors: floors(1.0, 1.4, 1.5)),
        Workload(
            name: "SET_1024", request: ["-t", "set"], valueBytes: 1024, floors: floors(1.0, 1.05, 1.2)),
        Workload(
            name: "GET_1024", request: ["-t", "get"], fill: .once(keys(valueBytes: 1024)), valueBytes: 1024,
            floors: floors(1.0, 1.3, 1.3)),
        Workload(
            name: "GET_1_CLIENT", request: ["-t", "get"], fill: .once(keys()), clients: 1, floors: [1: 1.0]),
    ]

    /// Whether the workload is run with this pipeline: a lone client only waits for each reply.
    func runs(withPipeline pipeline: Int) -> Bool { clients > 1 || pipeline == 1 }

    private static func floors(_ one: Double, _ sixteen: Double, _ hundred: Double) -> [Int: Double] {
        [1: one, 16: sixteen, 100: hundred]
    }

    /// Random SETs, enough of them to meet nearly every key of the keyspace.
    private static func keys(valueBytes: Int = 3) -> [String] {
        ["-n", "\(keyspace * 5)", "-r", "\(keyspace)", "-d", "\(valueBytes)", "-t", "set"]
    }

    /// Insertions whose random members hardly ever meet twice, so that every request finds one to take.
    private static func distinct(_ insertion: String) -> [String] {
        ["-r", "1000000000", "-t", insertion]
    }
}
