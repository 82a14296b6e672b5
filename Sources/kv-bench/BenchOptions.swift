// The benchmark's flags.

import KVToolSupport

/// What was asked for on the command line.
struct BenchOptions {
    let reference: String
    let candidate: String?
    let python: String
    let rounds: Int
    let requests: Int?
    let only: [String]
    let pipelines: [Int]
    let measurements: Set<Measurement>
    let json: Bool
    let check: Bool

    /// What can be measured; each is a flag.
    enum Measurement: String, CaseIterable {
        case throughput, memory, startup, zset, delivery, embedded, rest, client
    }

    static let interface = CommandLineInterface(
        program: "kv-bench", version: "0.1.0",
        summary:
            "Starts hermetic-kv and redis-server on free loopback ports, drives both in interleaved rounds"
            + " and prints how they compare.",
        sections: [
            FlagSection(
                "What to measure (throughput, unless told otherwise)",
                [
                    Flag("throughput", help: "Requests per second and processor time per request."),
                    Flag(
                        "memory",
                        help: "Resident memory per key, and the worst pause while growing to 1M keys."),
                    Flag("startup", help: "Process start to first PONG."),
                    Flag("zset", help: "A sorted set of a million members."),
                    Flag(
                        "delivery",
                        help: "A message to a thousand subscribers, an element to a client blocked in BLPOP."
                    ),
                    Flag("embedded", help: "Servers inside a process, as a test has them."),
                    Flag("rest", help: "The REST interface against RESP, both of our server."),
                    Flag(
                        "client",
                        help:
                            "KVClient against redis-py with hiredis, both on redis-server; passed over where "
                            + "Python does not have them."),
                    Flag("all", help: "All of them."),
                ]),
            FlagSection(
                "How",
                [
                    Flag(
                        "only", "names",
                        help: "These workloads, separated by commas: "
                            + Workload.all.map(\.name).joined(separator: ", ") + "."),
                    Flag("pipeline", "lengths", help: "These pipeline lengths (default 1,16,100)."),
                    Flag("rounds", "number", help: "Interleaved rounds (default 5)."),
                    Flag(
                        "requests", "number",
                        help: "Requests per run (default 100000 to 600000, by pipeline)."),
                    Flag(
                        "candidate", "path",
                        help: "The server to judge (default: this package's hermetic-kv)."),
                    Flag("reference", "path", help: "The server to compare with (default: redis-server)."),
                    Flag("python", "path", help: "The Python that has redis and hiredis (default: python3)."),
                    Flag("json", help: "Print one JSON document instead of tables."),
                    Flag("check", help: "Exit with 1 if a floor is missed."),
                ]),
        ],
        examples: [
            UsageExample("--only GET,SET --pipeline 16", "Two workloads with pipelines of sixteen."),
            UsageExample("--all --check", "Everything, failing when a floor is missed."),
        ])

    init(_ values: FlagValues) throws(UsageError) {
        reference = try values.names("reference", "a program's name or path").last ?? "redis-server"
        candidate = try values.names("candidate", "a program's name or path").last
        python = try values.names("python", "a program's name or path").last ?? "python3"
        rounds = try values.integer("rounds", in: 1...1000) ?? 5
        requests = try values.integer("requests", in: 1...1_000_000_000)
        only = try values.string("only").map(Self.workloads) ?? []
        pipelines = try Self.lengths(values.string("pipeline") ?? "1,16,100")
        let asked = Measurement.allCases.filter { values.isOn("all") || values.isOn($0.rawValue) }
        measurements = asked.isEmpty ? [.throughput] : Set(asked)
        json = values.isOn("json")
        check = values.isOn("check")
    }

    private static func lengths(_ list: String) throws(UsageError) -> [Int] {
        var lengths: [Int] = []
        for item in list.split(separator: ",") {
            guard let length = Int(item), (1...10_000).contains(length) else {
                throw UsageError("--pipeline cannot be \"\(list)\"; it takes numbers separated by commas")
            }
            lengths.append(length)
        }
        guard !lengths.isEmpty else { throw UsageError("--pipeline names no length") }
        return lengths
    }

    private static func workloads(_ list: String) throws(UsageError) -> [String] {
        let names = list.uppercased().split(separator: ",").map(String.init)
        guard !names.isEmpty else {
            throw UsageError("--only names no workload; kv-bench --help lists them all")
        }
        for name in names where !Workload.all.contains(where: { $0.name == name }) {
            throw UsageError("--only: there is no workload \(name); kv-bench --help lists them all")
        }
        return names
    }
}
