// Trying again.

/// Tries something as often as a policy allows.
package struct Persistence: Sendable {
    let policy: KVRetryPolicy
    let time: ClientTime
    let chance: @Sendable () -> Double

    package init(_ settings: KVClient.Configuration, _ time: ClientTime) {
        policy = settings.retry
        chance = settings.chance
        self.time = time
    }

    /// Calls a closure until it says that there is no reason to try again, or the attempts are used up.
    ///
    /// - Parameter attempt: is told whether it is the last, and returns whether to try again.
    /// - Throws: what the closure throws; `CancellationError`.
    package func run(
        isolation: isolated (any Actor)? = #isolation, _ attempt: (_ isLast: Bool) async throws -> Bool
    ) async throws {
        var number = 1
        while try await attempt(number >= policy.attempts), number < policy.attempts {
            try await time.sleep(time.elapsed() + policy.pause(after: number, chance: chance()))
            number += 1
        }
    }
}

extension KVOutcome {
    /// Whether the server has refused everything for the moment only, so that nothing has run.
    package var isRefusedForNow: Bool {
        guard failure == nil, !replies.isEmpty else { return false }
        return replies.allSatisfy { reply in
            if case .error(let line) = reply { KVError(line: line).isPassing } else { false }
        }
    }
}

extension KVError {
    /// Whether what failed with this error can be tried again.
    ///
    /// - Parameter isHarmless: whether it may run twice.
    package func allowsAnother(_ isHarmless: Bool) -> Bool {
        isPassing || isOfConnection && (isHarmless || !isInDoubt)
    }
}
