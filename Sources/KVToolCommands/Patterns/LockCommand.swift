// `kvtool lock NAME -- COMMAND…`: a command that runs on one machine at a time, as flock does it on one.

import KVCaching
import KVClient
import KVProcessSupport
import KVRunner
import KVSockets
import KVToolSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Subcommand {
    /// A lock around a command.
    static let lock = Subcommand(
        "lock", "Runs a command while holding a lock, so that it runs on one machine at a time.",
        operands: "NAME -- COMMAND...", operandsEndFlags: true, timeout: "none",
        sections: [
            FlagSection(
                "The lock",
                [
                    Flag(
                        "ttl", "time",
                        help: "How long the lock outlives a crash; while the command runs it is extended. "
                            + "Default: 10s."),
                    Flag("wait", "time", help: "How long to wait for the lock. Default: until it is free."),
                    Flag("no-wait", help: "Do not wait for the lock."),
                    Flag(
                        "conflict-exit-code", "number",
                        help: "What to end with when the lock is not free. Default: 5."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("nightly -- ./backup.sh", "Waits until no other machine does it."),
            UsageExample("--no-wait nightly -- ./backup.sh", "Only if no other machine does it."),
        ],
        notes: [
            UsageNote(
                "The command",
                [
                    "Its exit code is kvtool's; 125 to 127 if it cannot be run. It gets the signals that kvtool gets.",
                    "KV_LOCK_FENCE is a number that grows with every owner: a store that remembers the highest can refuse "
                        + "what an earlier owner sends late.",
                    "When the lock is lost, as when the server is gone for longer than its time to live, the command is "
                        + "told to end (TERM), and kvtool ends with 3.",
                ])
        ]
    ) { flags throws(UsageError) in
        let options = try LockOptions(flags)
        return Plan(effect: .writes, limit: nil) { place in try await LockRun(options, place).run() }
    }
}

/// What to lock, for what, and how.
struct LockOptions: Sendable {
    let name: String
    let command: [String]
    let lifetime: Duration
    let retry: LockRetry
    let conflictCode: Int32
    let usesScripts: Bool

    private static let pause = Duration.milliseconds(200)

    init(_ flags: FlagValues) throws(UsageError) {
        var words = flags.operands[...]
        name = words.popFirst() ?? ""
        if words.first == "--" { words.removeFirst() }
        command = Array(words)
        guard !name.isEmpty, !command.isEmpty else {
            throw UsageError(
                "kvtool lock needs a name and a command, as in kvtool lock nightly -- ./backup.sh")
        }
        lifetime = try flags.duration("ttl", in: .seconds(1)...(.seconds(86_400))) ?? .seconds(10)
        let patience = try flags.duration("wait", in: .zero...(.seconds(31_536_000)))
        let attempts = patience.map { Int($0 / LockOptions.pause) + 1 } ?? 1_000_000_000
        retry = LockRetry(attempts: flags.isOn("no-wait") ? 1 : attempts, pause: LockOptions.pause)
        conflictCode = Int32(try flags.integer("conflict-exit-code", in: 0...255) ?? 5)
        usesScripts = !flags.isOn("no-eval")
    }
}

/// A command under a lock.
struct LockRun: Sendable {
    private let options: LockOptions
    private let place: Workplace
    private let child = Child()

    init(_ options: LockOptions, _ place: Workplace) {
        self.options = options
        self.place = place
    }

    /// The command, once there is one.
    private final class Child: Sendable {
        private let command = Locked<ChildCommand?>(nil)

        /// Starts the command with the lock held: a signal that comes meanwhile waits, and then finds it. A command that
        /// runs and is not known yet would be left behind.
        func start(_ spawn: () throws(SpawnError) -> ChildCommand) throws(SpawnError) -> ChildCommand {
            try command.withLock { command throws(SpawnError) in
                let started = try spawn()
                command = started
                return started
            }
        }

        /// Before there is a command a signal ends the program, and a lock that it holds goes by itself.
        func pass(_ signal: Int32, _ isFromKernel: Bool) {
            guard let command = command.withLock({ $0 }) else { Ending.now(128 + signal) }
            command.pass(signal, isFromKernel: isFromKernel)
        }

        /// Tells the command to end, if there is one.
        func end() { command.withLock { $0 }?.pass(SIGTERM, isFromKernel: false) }
    }

    func run() async throws -> CommandReport {
        guard let signals = place.relayed else {
            throw KVError(.unsupported, "lock has to be the first argument")
        }
        signals.relay { [child] in child.pass($0, $1) }
        let lock = DistributedLock(
            place.context(usesScripts: options.usesScripts), lifetime: options.lifetime, retry: options.retry)
        var report = CommandReport([], [.init("lock", .string(options.name))])
        do {
            let code = try await lock.with(options.name) { held in
                try await withTaskCancellationHandler {
                    try await execute(signals, fence: held.fence)
                } onCancel: {
                    child.end()
                }
            }
            report.code = code
            report.members.append(.init("exitCode", JSONValue(Int(code))))
        } catch let error as SpawnError {
            (report.exit, report.reason, report.code) = (.failed, error.message, error.exitCode)
        } catch LockError.busy {
            report.exit = .gateFailed
            (report.reason, report.code) = ("\(options.name) is locked", options.conflictCode)
        } catch let error as LockError {
            (report.exit, report.reason) = (.partial, "\(error)")
        }
        return report
    }

    private func execute(_ signals: RelayedSignals, fence: Int) async throws -> Int32 {
        let command = try child.start { () throws(SpawnError) in
            try ChildCommand(
                options.command[0], argumentCount: options.command.count,
                variables: [("KV_LOCK_FENCE", String(fence))], signals: signals, killDelay: 10,
                restoring: [SIGPIPE])
        }
        if Task.isCancelled { command.pass(SIGTERM, isFromKernel: false) }
        return await command.end(isRelaying: false).exitCode
    }
}
