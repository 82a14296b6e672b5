// Trying again.

import KVClient

extension FlushRun {
    /// Does something until it succeeds, fails for good, or the run is to end.
    func persist(_ work: () async throws -> Void) async throws {
        var (failures, refusals) = (0, 0)
        while true {
            try stop.check()
            do {
                return try await work()
            } catch let error as KVError {
                servers.disconnect()
                giveUpPending()
                try stop.check()
                let kind = FailureKind(error)
                if kind == .connection { failures += 1 } else { refusals += 1 }
                guard kind == .passing || kind == .connection && failures < options.attempts else {
                    throw error
                }
                let number = kind == .connection ? failures : refusals
                try await pause(after: number, kind, error)
                record.attempts += 1
            }
        }
    }

    private func pause(after number: Int, _ kind: FailureKind, _ error: KVError) async throws {
        var policy = KVRetryPolicy(attempts: options.attempts, firstPause: options.firstPause)
        policy.longestPause = max(.seconds(5), options.firstPause)
        let pause = policy.pause(after: number, chance: servers.chance())
        let attempt = kind == .connection ? "attempt \(number)/\(options.attempts)" : "attempt \(number)"
        voice.log("\(attempt) failed: \(error.explanation); retrying in \(DurationText.seconds(pause))")
        try await stop.sleep(pause)
    }
}
