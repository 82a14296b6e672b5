// Watching a cache fill again.

import KVClient
import KVToolSupport

/// Looks at the server's statistics every few seconds.
struct RecoveryWatch {
    let servers: FlushServers
    let stop: StopSwitch
    let time: ToolTime
    let voice: any FlushVoice
    let interval: Duration
    let latency: DatabaseLatency?

    /// Watches until the hit rate is well again, or the time is over.
    ///
    /// - Parameters:
    ///   - verdict: what is known before.
    ///   - start: the statistics right after the flush.
    /// - Throws: `StopReason`.
    func run(_ verdict: RecoveryVerdict, from start: Lookups?) async throws -> RecoveryVerdict {
        var (verdict, last) = (verdict, start)
        let begin = time.elapsed()
        while !verdict.isSettled {
            let due = min(interval * (verdict.samples.count + 1), verdict.limit)
            try await stop.sleep(max(due - (time.elapsed() - begin), .zero))
            let now = await lookups()
            let rate = now.flatMap { now in last.flatMap { now.since($0).hitRate } }
            if now != nil { last = now }
            let sample = RecoverySample(
                at: time.elapsed() - begin, hitRate: rate, latency: await latency?.measure())
            verdict.add(sample)
            voice.progress(
                "watching \(DurationText.clock(sample.at)): hit rate \(rate.map(Figures.decimal) ?? "-")%")
            if sample.at >= verdict.limit { break }
        }
        return verdict
    }

    /// What the servers have counted; nil when they cannot be asked just now.
    private func lookups() async -> Lookups? {
        if servers.nodes.isEmpty { try? await servers.connect() }
        let facts = await servers.facts().compactMap(\.lookups)
        // A sum over some of the nodes would look like a change.
        guard !facts.isEmpty, facts.count == servers.nodes.count else { return nil }
        return facts.reduce(Lookups(), +)
    }
}
