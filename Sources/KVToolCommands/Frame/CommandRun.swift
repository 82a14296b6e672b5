// A command from its plan to its exit code: which store, whether that is allowed, the work, the report.

import KVCacheTools
import KVClient
import KVProcessSupport
import KVRunner
import KVToolSupport

/// A run of one command.
struct CommandRun: Sendable {
    private let name: String
    private let plan: Plan
    private let options: CommonOptions
    private let output: ToolOutput
    private let stop: StopRequest
    private let time: ToolTime
    private let relayed: RelayedSignals?

    init(
        _ name: String, _ plan: Plan, _ options: CommonOptions, _ stop: StopRequest, _ time: ToolTime,
        _ relayed: RelayedSignals?
    ) {
        self.name = name
        self.plan = plan
        self.options = options
        self.stop = stop
        self.time = time
        self.relayed = relayed
        output = ToolOutput(options)
    }

    /// That the run ends before anything was sent.
    private struct Refusal: Error {
        let exit: ToolExit
        let reason: String
    }

    /// - Returns: the exit code.
    func run() async -> Int32 {
        var target: StoreTarget?
        do throws(Refusal) {
            let store = try open(&target)
            guard let target else { return ToolExit.failed.rawValue }
            return await work(target, store)
        } catch {
            output.complain(error.reason)
            output.report(CommandRun.json(name, target, error.exit, error.reason, false, []))
            return error.exit.rawValue
        }
    }

    // MARK: Before

    private func open(_ found: inout StoreTarget?) throws(Refusal) -> any KVStore {
        do {
            let environment = try ToolEnvironment.load(from: options.envDirectory)
            let (target, warning) = try StoreChoice.target(environment, options)
            found = target
            output.announce(target.line)
            if let warning { output.warn(warning) }
            if let refusal = StoreOpening.refusal(of: target) { throw ToolError(refusal) }
            try agree(on: target, HostGuard(options, environment))
            let patience = min(options.timeout ?? plan.limit ?? .seconds(10), .seconds(10))
            return try StoreOpening.open(target, patience: patience)
        } catch let error as Refusal {
            throw error
        } catch let error as ToolError {
            throw Refusal(exit: .failed, reason: error.description)
        } catch {
            throw Refusal(exit: .failed, reason: "\(error)")
        }
    }

    private func agree(on target: StoreTarget, _ hosts: HostGuard) throws {
        let verdict = hosts.verdict(on: target.host, isLive: plan.effect.isLive)
        let refusal: String?
        switch (plan.effect, verdict) {
        case (.asks(let question), _):
            refusal = Consent(options, output).refusal(verdict, target.host, question)
        case (_, .refused(let reason)): refusal = reason
        case (_, .toBeTyped):
            refusal = Consent(options, output).refusal(verdict, target.host, "Go on with \(name) there?")
        case (_, .allowed): refusal = nil
        }
        if let refusal { throw Refusal(exit: .refused, reason: refusal) }
    }

    // MARK: The work

    private func work(_ target: StoreTarget, _ store: any KVStore) async -> Int32 {
        let limits = RunLimits(store, limit: options.timeout ?? plan.limit, stop)
        let report = await report(target, store)
        limits.end()
        store.close()
        var (exit, reason) = (report.exit, report.reason)
        if exit != .done, limits.isLate { reason = "not done in time" }
        if let signal = stop.exit {
            // What was changed before matters more than who wanted it to stop.
            if exit != .partial { exit = signal }
            reason = "stopped by a signal"
        }
        for line in report.lines { output.report(line) }
        if exit != .done, let reason { output.complain(reason) }
        let isLate = exit != .done && limits.isLate
        output.report(CommandRun.json(name, target, exit, reason, isLate, report.members))
        return report.code ?? exit.rawValue
    }

    private func report(_ target: StoreTarget, _ store: any KVStore) async -> CommandReport {
        let place = Workplace(
            target: target, store: store, output: output, time: time, stop: stop, relayed: relayed)
        var report = CommandReport([], [])
        do {
            return try await plan.run(place)
        } catch let error as KVError {
            report.exit = plan.effect.isLive && error.isInDoubt ? .partial : .failed
            report.reason = StoreProblem.text(of: error)
        } catch {
            report.exit = .failed
            report.reason = "\(error)"
        }
        return report
    }

    /// What all commands tell a program, and then the command's own.
    static func json(
        _ command: String?, _ target: StoreTarget?, _ exit: ToolExit, _ reason: String?, _ isLate: Bool,
        _ members: [JSONValue.Member]
    ) -> JSONValue {
        .object(
            [
                .init("tool", "kvtool"), .init("command", JSONValue(command)),
                .init("target", target?.json ?? .null),
                .init("outcome", .string(isLate ? "timeout" : exit.outcome)),
                .init("reason", JSONValue(reason)),
            ] + members)
    }
}
