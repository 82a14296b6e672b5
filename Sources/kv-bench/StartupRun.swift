// From the start of the process to its first PONG, over a connection tried again every tenth of a millisecond.

import KVProcessSupport

/// Starts both servers many times.
struct StartupRun {
    let reference: Server.Program
    let candidate: Server.Program
    /// How often each is started.
    let starts: Int

    /// Measures both, one after the other in turns.
    func findings() throws(ToolError) -> [Finding] {
        var times: (reference: [Double], candidate: [Double]) = ([], [])
        for _ in 0..<starts {
            times.reference.append(try milliseconds(toStart: reference))
            times.candidate.append(try milliseconds(toStart: candidate))
        }
        return [
            Finding(
                "process start to first PONG", unit: "ms",
                notAbove: Statistics.median(times.reference), candidate: Statistics.median(times.candidate)),
            Finding(
                "  fastest of \(starts)", unit: "ms",
                reference: times.reference.min() ?? 0, candidate: times.candidate.min() ?? 0),
        ]
    }

    private func milliseconds(toStart program: Server.Program) throws(ToolError) -> Double {
        let before = ContinuousClock.now
        let server = try Server(program)
        let time = ContinuousClock.now - before
        return withExtendedLifetime(server) { time / .milliseconds(1) }
    }
}
