// bust-kv-cache from its arguments to its exit code: what to delete, where, whether that is allowed, the deleting, the
// report. Everything that can be wrong is found before the first command is sent.

import Foundation
import KVClient
import KVProcessSupport
import KVToolSupport

/// The program bust-kv-cache.
package struct BustTool: Sendable {
    private let options: BustOptions
    private let output: ToolOutput
    private let stop: StopRequest
    private var report: BustReport

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - arguments: what follows the program's name.
    ///   - stop: where a wish to stop comes from.
    /// - Returns: how to end.
    package static func run(_ arguments: [String], stop: StopRequest) async -> ToolExit {
        let interface = CommandLineInterface.bustKVCache
        do throws(UsageError) {
            switch try interface.parse(arguments) {
            case .help: Console.print(interface.help(width: Terminal.standardOutput.width))
            case .version: Console.say(interface.versionLine)
            case .run(let flags):
                var tool = BustTool(try BustOptions(flags), stop)
                return await tool.run()
            }
            return .done
        } catch {
            return misunderstood(error, arguments)
        }
    }

    private init(_ options: BustOptions, _ stop: StopRequest) {
        self.options = options
        self.stop = stop
        output = ToolOutput(options.common)
        report = BustReport(isDryRun: options.isDryRun)
    }

    /// A program that asked for JSON gets it whatever is wrong.
    private static func misunderstood(_ error: UsageError, _ arguments: [String]) -> ToolExit {
        var common = CommonOptions()
        common.json = arguments.contains("--json") || arguments.contains("--json=yes")
        let output = ToolOutput(common)
        var report = BustReport(isDryRun: arguments.contains("--dry-run"))
        report.exit = .usage
        report.reason = error.message
        output.complain(error.message)
        output.report(report.json)
        return .usage
    }

    // MARK: The run

    private mutating func run() async -> ToolExit {
        do throws(Ended) {
            let (target, verdict) = try prepare()
            if options.isDryRun {
                if case .refused(let reason) = verdict { throw Ended(.refused, reason) }
                for post in report.tally.posts { output.report(report.line(post.id, post.fate)) }
                return end(.done)
            }
            try agree(on: target, verdict)
            return await delete(target)
        } catch {
            output.complain(error.reason)
            report.reason = error.reason
            return end(error.exit, isReported: false)
        }
    }

    /// That the run is over before anything was sent.
    private struct Ended: Error {
        let exit: ToolExit
        let reason: String

        init(_ exit: ToolExit, _ reason: String) {
            self.exit = exit
            self.reason = reason
        }
    }

    /// Finds out where and what, and whether that is allowed.
    private mutating func prepare() throws(Ended) -> (StoreTarget, HostGuard.Verdict) {
        do throws(ToolError) {
            let environment = try ToolEnvironment.load(from: options.common.envDirectory)
            let found = try BustTarget(environment, options.common)
            let target = found.target
            report.target = target
            output.announce(target.line)
            if let warning = found.warning { output.warn(warning) }
            if let refusal = StoreOpening.refusal(of: target) { throw ToolError(refusal) }
            try takePosts()
            let hosts = HostGuard(options.common, environment)
            return (target, hosts.verdict(on: target.host, isLive: !options.isDryRun))
        } catch {
            throw Ended(.failed, error.description)
        }
    }

    private mutating func takePosts() throws(ToolError) {
        let posts = if let given = options.posts { given } else { try BlogFile.ids(in: ".", options.form) }
        if !posts.repeated.isEmpty {
            let list = posts.repeated.map(\.description).joined(separator: ", ")
            output.log("note: given more than once, and used once: \(list)")
        }
        report.tally = BustTally(posts.ids)
    }

    /// Makes sure that it is the store that the user means.
    private func agree(on target: StoreTarget, _ verdict: HostGuard.Verdict) throws(Ended) {
        let keys = BustReport.count(report.tally.keys, "key")
        let posts = BustReport.count(report.tally.posts.count, "post")
        let question = "Delete up to \(keys) of \(posts) there?"
        let consent = Consent(options.common, output)
        if let refusal = consent.refusal(verdict, target.host, question) { throw Ended(.refused, refusal) }
    }

    /// Deletes, and reports.
    private mutating func delete(_ target: StoreTarget) async -> ToolExit {
        let limit = options.common.timeout ?? .seconds(60)
        let store: any KVStore
        do throws(ToolError) {
            store = try StoreOpening.open(target, patience: min(limit, .seconds(10)))
        } catch {
            output.complain(error.description)
            report.reason = error.description
            return end(.failed)
        }
        let limits = RunLimits(store, limit: limit, stop)
        stop.whenAsked { [output] in
            output.log("stopping when the request under way is answered; a second signal stops at once")
        }
        var run = BustRun(report.tally.posts.map(\.id))
        var isGoingOn = true
        while isGoingOn, !limits.isOver {
            isGoingOn = await run.step(store) { output.report(report.line($0, $1)) }
            report.tally = run.tally
        }
        limits.end()
        store.close()
        return end(conclusion(run, limits))
    }

    /// How the program is to end, and why.
    private mutating func conclusion(_ run: BustRun, _ limits: RunLimits) -> ToolExit {
        if let signal = stop.exit {
            report.reason = "stopped by a signal"
            return signal
        }
        if run.problem == nil, run.tally.unfinished.isEmpty { return .done }
        report.isLate = limits.isLate
        let problem = run.problem.map(StoreProblem.text(of:)) ?? ""
        let reason = limits.isLate ? "not done in time" : problem
        report.reason = reason
        output.complain(reason)
        return run.tally.hasTouched ? .partial : .failed
    }

    private mutating func end(_ exit: ToolExit, isReported: Bool = true) -> ToolExit {
        report.exit = exit
        if isReported { for line in report.lastLines { output.report(line) } }
        output.report(report.json)
        return exit
    }
}
