// Resident memory per key, and the worst pause while the table grows to a million keys.
//
// Keys and values as `SET key:000000000042 xxx`. They are sent in batches of sixteen, each waited for; the slowest
// batch is the pause. A pause of the server returns in every run, one of the machine does not: of several
// growths, each on a fresh server, the smallest worst batch counts. The processor time of the costliest batch is
// printed beside it: waiting for a processor is not in it.

import Foundation
import KVProcessSupport

/// Grows both servers to a million small string keys.
struct MemoryRun {
    let reference: Server.Program
    let candidate: Server.Program
    /// How often the growth is repeated.
    let rounds: Int

    private static let keys = 1_000_000
    private static let batch = 16

    /// What one growth showed.
    private struct Growth {
        let bytesPerKey: Double
        let worstMilliseconds: Double
        let worstProcessorMilliseconds: Double
    }

    /// Measures both.
    func findings() throws(ToolError) -> [Finding] {
        var growths: (reference: [Growth], candidate: [Growth]) = ([], [])
        for _ in 0..<rounds {
            growths.reference.append(try grow(reference))
            growths.candidate.append(try grow(candidate))
        }
        let (ours, theirs) = (growths.candidate, growths.reference)
        return [
            Finding(
                "resident memory per small string key", unit: "bytes",
                reference: Statistics.median(theirs.map(\.bytesPerKey)),
                candidate: Statistics.median(ours.map(\.bytesPerKey)), limit: 100),
            Finding(
                "worst batch of 16 SETs, growing to 1M keys", unit: "ms",
                reference: theirs.map(\.worstMilliseconds).min() ?? 0,
                candidate: ours.map(\.worstMilliseconds).min() ?? 0, limit: 5),
            Finding(
                "  its processor time", unit: "ms",
                reference: theirs.map(\.worstProcessorMilliseconds).min() ?? 0,
                candidate: ours.map(\.worstProcessorMilliseconds).min() ?? 0),
        ]
    }

    private func grow(_ program: Server.Program) throws(ToolError) -> Growth {
        let server = try Server(program)
        let connection = try server.connect()
        let empty = try server.residentBytes()
        var worst = (time: Duration.zero, processor: Int64(0))
        for start in stride(from: 0, to: Self.keys, by: Self.batch) {
            var batch = CommandBatch()
            for key in start..<min(start + Self.batch, Self.keys) {
                batch.append(["SET", "key:" + CommandBatch.padded(key), "xxx"])
            }
            let processorBefore = server.processorTime
            let before = ContinuousClock.now
            try connection.exchange(batch)
            worst.time = max(worst.time, ContinuousClock.now - before)
            worst.processor = max(worst.processor, server.processorTime - processorBefore)
        }
        // Both servers finish moving their tables in the background; what is left then is what the keys cost.
        Thread.sleep(forTimeInterval: 1.5)
        return Growth(
            bytesPerKey: Double(try server.residentBytes() - empty) / Double(Self.keys),
            worstMilliseconds: worst.time / .milliseconds(1),
            worstProcessorMilliseconds: Double(worst.processor) / 1e6)
    }
}
