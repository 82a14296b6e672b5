// The faults of one server, and what they are doing at present: commands that wait, output that is kept back, addresses
// that refuse. The sessions ask it about each command while there are faults, the core about its deadlines.

import KVEngine
import RESP

/// The faults of a server; touched only with the core locked.
final class FaultBook {
    /// Output of a client that is kept back.
    private struct OutputStall {
        let fault: ActiveFault
        /// Unix milliseconds; `.max` without end.
        let end: Int64
    }

    /// In the order in which they were set.
    private(set) var faults: [ActiveFault] = []
    /// Whether commands may meet faults: what a session asks at every batch.
    private(set) var meetsCommands = false
    /// Changes when something may be over before its time, or when addresses refuse or take connections.
    private(set) var revision = 0
    /// Whether there ever was a fault: the servers that have none are asked about them at every batch too.
    private var isUsed = false
    private var encounters: [UInt64: Encounter] = [:]
    private var outputStalls: [UInt64: [OutputStall]] = [:]
    private var lastID = 0
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    // MARK: Setting and removing

    /// Sets a fault.
    ///
    /// - Throws: what is wrong with the rule.
    func add(_ rule: FaultRule, now: Int64) throws(FaultProblem) -> ActiveFault {
        try rule.check()
        guard faults.count < ServerLimits.faults else {
            throw FaultProblem("a server has at most \(ServerLimits.faults) faults")
        }
        isUsed = true
        lastID += 1
        let fault = ActiveFault(id: lastID, rule, seed: seed, now: now)
        faults.append(fault)
        if rule.action.refusesConnections { revision += 1 }
        refresh()
        return fault
    }

    /// Removes faults; what they hold up goes on.
    func remove(where isMeant: (ActiveFault) -> Bool) {
        for fault in faults where isMeant(fault) { fault.remove() }
        faults.removeAll { $0.isRemoved }
        revision += 1
        refresh()
    }

    /// Forgets a client that has gone.
    func forget(_ client: UInt64) {
        outputStalls[client] = nil
        endEncounter(of: client)
    }

    private func refresh() {
        meetsCommands = !encounters.isEmpty || faults.contains { $0.isLive && $0.rule.action.meetsCommands }
    }

    // MARK: Commands

    /// What the client's next command meets; nil when nothing.
    func meet(
        _ client: Client, _ batch: inout CommandBatch, in input: ByteView, now: Int64, overHTTP: Bool = false
    ) -> Encounter? {
        guard var encounter = encounters[client.id] ?? newEncounter(client, &batch, input, now, overHTTP)
        else {
            return nil
        }
        encounter.proceed(to: now)
        encounters[client.id] = encounter
        refresh()
        return encounter
    }

    private func newEncounter(
        _ client: Client, _ batch: inout CommandBatch, _ input: ByteView, _ now: Int64, _ overHTTP: Bool
    ) -> Encounter? {
        var delays: [ActiveFault] = []
        var acting: ActiveFault?
        for fault in faults where fault.isLive && fault.rule.action.meetsCommands {
            let isDelay = fault.rule.action.delays
            guard isDelay || acting == nil, fault.rule.clients.contain(client) else { continue }
            guard overHTTP || !fault.rule.action.isOfHTTP else { continue }
            guard batch.isNext(fault.rule.requests, in: input), fault.strikes() else { continue }
            if isDelay { delays.append(fault) } else { acting = fault }
        }
        if delays.isEmpty, acting == nil { return nil }
        return Encounter(delays: delays, acting: acting, now: now)
    }

    /// The command has had its reply.
    func endEncounter(of client: UInt64) {
        guard encounters.removeValue(forKey: client) != nil else { return }
        refresh()
    }

    // MARK: Output

    /// Keeps a client's output back, because of the fault that its command has met.
    func stallOutput(of client: UInt64, because fault: ActiveFault, now: Int64) {
        outputStalls[client, default: []].append(
            OutputStall(fault: fault, end: fault.rule.action.end(from: now)))
    }

    /// The clients whose output may go on, as of an instant.
    func takeReleased(now: Int64) -> [UInt64] {
        guard isUsed, !outputStalls.isEmpty else { return [] }
        for client in outputStalls.keys {
            outputStalls[client]?.removeAll { $0.fault.isRemoved || $0.end <= now }
        }
        let released = outputStalls.filter { $0.value.isEmpty }.keys.sorted()
        for client in released { outputStalls[client] = nil }
        return released
    }

    // MARK: Connections

    /// What a connection that is being made meets; nil when nothing.
    func meetConnection() -> FaultAction? {
        let struck = faults.first { fault in
            guard case .closeOnAccept = fault.rule.action, fault.isLive else { return false }
            return fault.strikes()
        }
        return struck?.rule.action
    }

    /// Whether connections are refused at an instant.
    func refusesConnections(now: Int64) -> Bool {
        guard isUsed else { return false }
        return faults.contains {
            $0.rule.action.refusesConnections && $0.rule.action.end(from: $0.begin) > now
        }
    }

    // MARK: Time

    /// When the next thing that a fault does is over by itself, in Unix milliseconds; `.max` when nothing will be.
    func nextDeadline(after now: Int64) -> Int64 {
        guard isUsed else { return .max }
        var next = Int64.max
        let note = { (end: Int64) in if end > now { next = min(next, end) } }
        for encounter in encounters.values { if let end = encounter.end { note(end) } }
        for stall in outputStalls.values.joined() { note(stall.end) }
        for fault in faults where fault.rule.action.refusesConnections {
            note(fault.rule.action.end(from: fault.begin))
        }
        return next
    }
}
