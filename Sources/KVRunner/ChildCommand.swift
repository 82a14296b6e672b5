// One command as a child of this process: it gets the signals that we get, and nothing of it is left when we end.
//
// Where there is a terminal the command stays in our process group, so that the terminal does with both what a user
// expects of one program: Ctrl-C reaches the command without us, Ctrl-Z stops both, `fg` lets both go on. Without a
// terminal it gets a group of its own, which every signal is passed on to and of which nothing survives it.

import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The signals that a command is passed on. To be made before there are other threads.
package struct RelayedSignals: Sendable {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]

    let set = SignalSet(RelayedSignals.numbers)
    /// What was kept from this process by those who started it.
    let before: SignalSet

    /// Keeps the signals until there is a command: none is lost, and none ends this process.
    package init() { before = set.block() }

    /// Hands every signal to `body` from now on, on a thread of its own.
    package func relay(to body: @escaping @Sendable (_ signal: Int32, _ isFromKernel: Bool) -> Void) {
        DispatchQueue(label: "hermetic-kv.signals").async {
            while true {
                let (signal, isFromKernel) = set.wait()
                body(signal, isFromKernel)
            }
        }
    }
}

/// A command that is running.
package final class ChildCommand: Sendable {
    private let process: pid_t
    private let hasOwnGroup: Bool
    private let signals: RelayedSignals
    private let killDelay: Int32
    private let hasEnded = Mutex(false)

    /// How long what a command has left in its group may take to end when told to, before it is killed.
    private static let leftoverMilliseconds: Int32 = 500
    private static let stepMilliseconds: Int32 = 10

    /// Starts the command that this process's last arguments are, with these variables beside the inherited ones.
    ///
    /// - Parameters:
    ///   - name: the command, for the error.
    ///   - killDelay: seconds after TERM or HUP when the command is killed if it has not ended.
    ///   - restored: signals that this process ignores, and the command is not to.
    /// - Throws: why it cannot be run.
    package init(
        _ name: String, argumentCount: Int, variables: [(name: String, value: String?)],
        signals: RelayedSignals, killDelay: Int32, restoring restored: [Int32] = []
    ) throws(SpawnError) {
        for (name, value) in variables { ChildSyscalls.set(name, to: value) }
        hasOwnGroup = !ChildSyscalls.hasTerminal
        let (process, error) = ChildSyscalls.spawn(
            lastArguments: argumentCount, ownGroup: hasOwnGroup, blocking: signals.before,
            restoring: restored)
        guard error == 0 else { throw SpawnError(name, error) }
        self.process = process
        self.signals = signals
        self.killDelay = killDelay
    }

    /// Waits until the command has ended, and ends what it has left behind.
    ///
    /// - Parameter isRelaying: whether to pass signals on to it, unless somebody else does.
    package func wait(isRelaying: Bool = true) -> WaitStatus {
        if isRelaying { signals.relay { self.pass($0, isFromKernel: $1) } }
        ChildSyscalls.awaitEnd(of: process)
        hasEnded.withLock { $0 = true }
        let status = WaitStatus(ChildSyscalls.reap(process))
        if hasOwnGroup { endLeftovers() }
        return status
    }

    // MARK: Signals

    /// Passes a signal on.
    package func pass(_ signal: Int32, isFromKernel: Bool) {
        // The terminal has sent it to the command as well.
        if !hasOwnGroup, isFromKernel { return }
        send(signal)
        if signal == SIGTERM || signal == SIGHUP { killLater() }
    }

    /// Sends a signal, unless the process has ended: its number may then belong to another.
    private func send(_ signal: Int32) {
        hasEnded.withLock { hasEnded in
            if !hasEnded { ChildSyscalls.send(signal, to: hasOwnGroup ? -process : process) }
        }
    }

    /// Whoever tells us to end may kill us next, and could not kill the command.
    private func killLater() {
        DispatchQueue.global().async { [self] in
            ChildSyscalls.pause(milliseconds: killDelay * 1000)
            send(SIGKILL)
        }
    }

    /// The group's number cannot be another's while the group has members.
    private func endLeftovers() {
        guard ChildSyscalls.send(SIGTERM, to: -process) else { return }
        var left = ChildCommand.leftoverMilliseconds
        while left > 0, ChildSyscalls.send(0, to: -process) {
            ChildSyscalls.pause(milliseconds: ChildCommand.stepMilliseconds)
            left -= ChildCommand.stepMilliseconds
        }
        ChildSyscalls.send(SIGKILL, to: -process)
    }
}

extension ChildCommand {
    /// Waits, without keeping a thread of the caller's from other work, until the command has ended.
    package func end(isRelaying: Bool) async -> WaitStatus {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "hermetic-kv.command").async {
                continuation.resume(returning: self.wait(isRelaying: isRelaying))
            }
        }
    }
}
