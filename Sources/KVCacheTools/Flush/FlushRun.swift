// One flush, from the first connection to the last count: one pass over the keyspace for all patterns, each key judged
// here, deleted as it is found. Nothing is held back to the end but the keys already seen: SCAN may name a key twice.
//
// Whenever the connection breaks, the pass begins anew. A cursor of SCAN means something only to the process that gave
// it out, and a server that has been started again is another one. What has been seen is remembered over all attempts.

import KVClient
import KVToolSupport

/// One run of the tool against one server or cluster.
///
/// It belongs to one task.
final class FlushRun {
    let options: FlushOptions
    let rules: FlushRules
    let stop: StopSwitch
    let time: ToolTime
    let voice: any FlushVoice
    let servers: FlushServers
    var record: FlushRecord
    var ledger = KeyLedger()
    var pace: BatchPace
    var scanPace: ScanPace
    /// Keys to delete, by pattern, until there are enough for a batch.
    var pending: [[KVString]]
    /// The command that deletes.
    var removal = "UNLINK"
    /// Namespaces of the patterns, by which near misses are told.
    let namespaces: Set<[UInt8]>
    var lastProgress = Duration.zero
    /// The way to a server and back.
    var roundTrip = Duration.zero
    /// How long the last pass took.
    var passDuration = Duration.zero

    init(
        _ options: FlushOptions, _ rules: FlushRules, _ servers: FlushServers, _ stop: StopSwitch,
        _ time: ToolTime,
        _ voice: any FlushVoice
    ) {
        self.options = options
        self.rules = rules
        self.servers = servers
        self.stop = stop
        self.time = time
        self.voice = voice
        pace = BatchPace(options.batchSize)
        scanPace = ScanPace(options.scanCount, grows: options.growsScanCount)
        pending = options.patterns.map { _ in [] }
        namespaces = Set(rules.patterns.map(\.singular).filter { !$0.isEmpty })
        record = FlushRecord()
        record.preserved = options.preserves.map { ($0, 0, nil) }
        record.patterns = options.patterns.map { PatternTally($0) }
        record.keys = options.patterns.map { _ in [] }
    }

    /// Whether every key that goes has to be remembered.
    var remembersKeys: Bool {
        options.isDryRun || options.listsKeys || options.out != nil
    }

    /// Flushes, and returns what has been done; nothing is thrown, because what was done counts in any case.
    func run() async -> FlushRecord {
        let start = time.elapsed()
        stop.expire(after: options.timeout)
        do {
            try await persist { try await self.flush() }
            try await finish()
        } catch let error as KVError {
            fail(.failed, error.explanation)
        } catch let refusal as Refusal {
            fail(.refused, refusal.reason)
        } catch {
            fail(error)
        }
        stop.callOffDeadline()
        record.duration = time.elapsed() - start
        record.inDoubt = ledger.doubtful.count
        if record.outcome == .failed || record.outcome == .refused, record.hasEffects {
            record.outcome = .partial
        }
        return record
    }

    /// Ended early: `StopReason`, or the cancellation that came of it.
    private func fail(_ error: any Error) {
        switch stop.reason {
        case .deadline:
            fail(.timeout, "not done within \(DurationText.seconds(options.timeout))")
        case .asked(let exit):
            fail(.interrupted, exit == .interrupted ? "SIGINT" : "SIGTERM")
        case nil: fail(.failed, "\(error)")
        }
    }

    private func fail(_ outcome: FlushOutcome, _ reason: String) {
        record.outcome = outcome
        record.reason = reason
    }

    /// What comes before the pass, and the pass.
    private func flush() async throws {
        try await servers.connect()
        voice.log("Connected to Redis")
        try await look()
        if !options.isDryRun, let maximum = options.maximum { try await checkCount(maximum) }
        for pattern in options.patterns { voice.log("Scanning pattern: \(pattern)") }
        let start = time.elapsed()
        try await pass()
        passDuration = time.elapsed() - start
    }

    /// Reads the statistics, once, before anything of ours can change them.
    private func look() async throws {
        let facts = await servers.facts()
        record.version = facts.compactMap(\.version).first
        record.isCluster = servers.isCluster
        let lookups = facts.compactMap(\.lookups)
        if record.before == nil, !lookups.isEmpty { record.before = lookups.reduce(Lookups(), +) }
    }

    /// What comes after the pass. It takes nothing back: a failure here is a remark.
    private func finish() async throws {
        do {
            if options.isDryRun { try await takeCensus() } else { try await verify() }
        } catch let error as KVError {
            voice.warn("the flush is done, but not all was found out about it: \(error.explanation)")
        }
        let lookups = await servers.facts().compactMap(\.lookups)
        if !lookups.isEmpty { record.after = lookups.reduce(Lookups(), +) }
    }
}

extension KVError {
    /// The error for a person, with what to do about it where that is not plain.
    var explanation: String {
        switch code {
        case "NOAUTH": "\(self) The URL has no password: redis://:password@host."
        case "READONLY": "\(self) This is a replica: the master is where keys are deleted."
        case .timedOut, .connectionLost: message
        default: description
        }
    }
}
