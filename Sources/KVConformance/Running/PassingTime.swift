// What a comparison has to allow for when the servers' clocks cannot be stopped: the scripts run one after the other,
// so what tells of a time to live may be a little less, and what tells of an instant is another one.

enum PassingTime {
    /// A script that would wait longer than this is not run.
    static let longestWait: Int64 = 3000

    /// How long a script waits.
    static func wait(of script: Case) -> Int64 {
        script.steps.reduce(0) { sum, step in
            if case .advance(let milliseconds) = step.action { sum + milliseconds } else { sum }
        }
    }

    /// How a step's reply is compared.
    static func mark(of step: Step) -> Step.Mark {
        guard step.mark == .exact else { return step.mark }
        let words = Set(step.source.lowercased().split(separator: " "))
        if !words.isDisjoint(with: ["ttl", "idletime"]) { return .approximate(2) }
        if words.contains("pttl") { return .approximate(2000) }
        let isInstant = !words.isDisjoint(with: ["expiretime", "pexpiretime", "time", "lastsave"])
        return isInstant ? .approximate(.infinity) : .exact
    }
}
