// The benchmark's flags.

/// What was asked for on the command line.
struct BenchOptions {
    var reference = "redis-server"
    var candidate: String?
    var rounds = 5
    var requests: Int?
    var only: [String] = []
    var pipelines = [1, 16, 100]
    var throughput = false
    var memory = false
    var startup = false
    var sortedSet = false
    var json = false
    var check = false
    var help = false

    static let usage = """
        usage: kv-bench [flags]

        Starts hermetic-kv and redis-server on free loopback ports, drives both with redis-benchmark in
        interleaved rounds and prints how they compare.

        What to measure (throughput, if none of these is given):
          --throughput       requests per second and processor time per request
          --memory           resident memory per key and the worst pause while growing to 1M keys
          --startup          process start to first PONG
          --zset             a sorted set of 1M members
          --all              all of them

        How:
          --only NAME,...    these workloads only: \(Workload.all.map(\.name).joined(separator: ", "))
          --pipeline N,...   these pipeline lengths only (default 1,16,100)
          --rounds N         interleaved rounds (default 5)
          --requests N       requests per run (default 100000 to 600000, by pipeline)
          --candidate PATH   the server to judge (default: this package's hermetic-kv)
          --reference PATH   the server to compare with (default: redis-server in PATH)
          --json             print one JSON document instead of tables
          --check            exit 1 if a floor is missed
          --help             print this
        """

    /// Reads the arguments after the program's name.
    init(_ arguments: [String]) throws(BenchError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            let flag = parts.first ?? ""
            if parts.count == 2 { rest.insert(parts[1], at: rest.startIndex) }
            if try setSwitch(flag) {
                if parts.count == 2 { throw BenchError("\(flag) takes no value") }
            } else {
                try setValue(flag, rest.popFirst())
            }
        }
        if !(throughput || memory || startup || sortedSet) { throughput = true }
    }

    /// Sets a flag without a value; answers whether it is one.
    private mutating func setSwitch(_ flag: String) throws(BenchError) -> Bool {
        switch flag {
        case "--throughput": throughput = true
        case "--memory": memory = true
        case "--startup": startup = true
        case "--zset": sortedSet = true
        case "--all": (throughput, memory, startup, sortedSet) = (true, true, true, true)
        case "--json": json = true
        case "--check": check = true
        case "--help", "-h": help = true
        default: return false
        }
        return true
    }

    private mutating func setValue(_ flag: String, _ value: String?) throws(BenchError) {
        let known = ["--only", "--pipeline", "--rounds", "--requests", "--candidate", "--reference"]
        guard known.contains(flag) else { throw BenchError("unknown flag \(flag); try --help") }
        guard let value, !value.isEmpty else { throw BenchError("\(flag) needs a value") }
        switch flag {
        case "--only": only = try Self.workloadNames(value)
        case "--pipeline": pipelines = try Self.counts(value, flag)
        case "--rounds": rounds = try Self.count(value, flag)
        case "--requests": requests = try Self.count(value, flag)
        case "--candidate": candidate = value
        default: reference = value
        }
    }

    private static func list(_ value: String) -> [String] { value.split(separator: ",").map(String.init) }

    private static func count(_ value: String, _ flag: String) throws(BenchError) -> Int {
        guard let number = Int(value), number > 0 else {
            throw BenchError("\(flag) needs a positive number, not \(value)")
        }
        return number
    }

    private static func counts(_ value: String, _ flag: String) throws(BenchError) -> [Int] {
        var numbers: [Int] = []
        for item in list(value) { numbers.append(try count(item, flag)) }
        return numbers
    }

    private static func workloadNames(_ value: String) throws(BenchError) -> [String] {
        let names = list(value.uppercased())
        for name in names where !Workload.all.contains(where: { $0.name == name }) {
            throw BenchError("there is no workload \(name); try --help")
        }
        return names
    }
}
