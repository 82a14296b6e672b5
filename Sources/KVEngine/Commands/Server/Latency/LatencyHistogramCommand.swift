// LATENCY HISTOGRAM: how many calls of commands took how long.

import RESP

extension Command {
    /// Describes the calls of all commands, or of those named; a container stands for its subcommands.
    ///
    /// What is no command, or was not called, is left out.
    static let latencyHistogram = Command(
        "histogram", arity: -2, [.admin, .noscript, .loading, .stale], tips: .latencyOfEveryNode,
        docs: Docs(
            .server, since: "7.0.0", "Returns how many calls of commands took how long.",
            complexity: "O(N) in the number of commands", syntax: "[command...]")
    ) { call throws(RedisError) in
        let table = call.engine.table
        var wanted: [CommandID] = call.remaining == 0 ? Array(table.rows.indices) : []
        while call.remaining > 0 {
            guard let id = table.find(fullName: try call.bytes()) else { continue }
            wanted.append(id)
            wanted += table.rows[id].subcommands
        }
        let histograms = call.engine.histograms
        let found = wanted.compactMap { id in
            histograms.isEmpty ? nil : histograms[id].map { (name: table.fullName(id), histogram: $0) }
        }
        call.reply.map(found.count)
        for (name, histogram) in found {
            call.reply.bulk(name)
            call.reply.histogram(histogram)
        }
    }
}

extension ReplyWriter {
    fileprivate func histogram(_ histogram: LatencyHistogram) {
        map(2)
        bulk("calls")
        integer(histogram.total)
        bulk("histogram_usec")
        let steps = histogram.cumulative
        map(steps.count)
        for (microseconds, calls) in steps {
            integer(microseconds)
            integer(calls)
        }
    }
}
