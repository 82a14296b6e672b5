// The whole run: finds the programs, measures what was asked for, prints, judges.

import KVProcessSupport
import KVToolSupport

/// Runs the benchmark that the options describe.
struct Benchmark {
    let options: BenchOptions

    /// Measures and prints; answers the process's exit status.
    func run() throws(ToolError) -> Int32 {
        let remedy = "install Debian's packages redis-server and redis-tools, or give its path"
        let reference = Server.Program(
            label: "the reference", path: try Tool.find(options.reference, remedy: remedy))
        let tool = RedisBenchmark(path: try Tool.find("redis-benchmark", remedy: remedy))
        let ours = Server.Program(label: "our server", path: try candidatePath())
        var report = Report(reference: reference, candidate: ours, options: options)
        if options.measurements.contains(.throughput) {
            try measureThroughput(tool, reference, ours, into: &report)
        }
        if options.measurements.contains(.rest) {
            report.say("\n" + RESTRow.header)
            let run = RESTRun(program: ours, rounds: options.rounds, requests: options.requests)
            for row in try run.rows() { report.add(row) }
        }
        if options.measurements.contains(.client) { try measureClient(reference, into: &report) }
        if !options.measurements.subtracting([.throughput, .rest, .client]).isEmpty {
            report.say("\n" + Finding.header)
            try measureRest(reference, ours, into: &report)
        }
        try report.finish()
        return options.check && report.missed > 0 ? ExitCode.failure : ExitCode.success
    }

    private func candidatePath() throws(ToolError) -> String {
        guard let candidate = options.candidate else { return try OwnServer.locate() }
        return try Tool.find(candidate, remedy: "--candidate names a server's executable")
    }

    private func measureThroughput(
        _ tool: RedisBenchmark, _ reference: Server.Program, _ ours: Server.Program, into report: inout Report
    ) throws(ToolError) {
        let throughput = Throughput(
            tool: tool, reference: try Server(reference), candidate: try Server(ours),
            rounds: options.rounds, requests: options.requests)
        report.say("\n" + ThroughputRow.header)
        for workload in Workload.all where options.only.isEmpty || options.only.contains(workload.name) {
            for pipeline in options.pipelines where workload.runs(withPipeline: pipeline) {
                report.add(try throughput.measure(workload, pipeline: pipeline))
            }
        }
    }

    /// Our client beside redis-py; where that is missing there is nothing to compare it with.
    private func measureClient(_ reference: Server.Program, into report: inout Report) throws(ToolError) {
        let python: PythonClient
        do throws(ToolError) {
            python = try PythonClient(options.python)
        } catch {
            Console.note("client: not measured: \(error.description)")
            return
        }
        report.say("\n\(ClientRow.header)   ref is \(python.versions)")
        let run = ClientRun(
            server: reference, python: python, rounds: options.rounds, requests: options.requests)
        try run.measure { report.add($0) }
    }

    private func measureRest(
        _ reference: Server.Program, _ ours: Server.Program, into report: inout Report
    ) throws(ToolError) {
        if options.measurements.contains(.startup) {
            let run = StartupRun(reference: reference, candidate: ours, starts: max(15, options.rounds))
            report.add(try run.findings())
        }
        if options.measurements.contains(.memory) {
            let run = MemoryRun(reference: reference, candidate: ours, rounds: min(3, options.rounds))
            report.add(try run.findings())
        }
        if options.measurements.contains(.embedded) { report.add(try EmbeddedRun().findings()) }
        if options.measurements.contains(.zset) {
            let run = SortedSetRun(reference: reference, candidate: ours, rounds: min(3, options.rounds))
            report.add(try run.findings())
        }
        if options.measurements.contains(.delivery) {
            let run = DeliveryRun(
                reference: reference, candidate: ours, rounds: options.rounds, requests: options.requests)
            report.add(try run.findings())
        }
    }
}
