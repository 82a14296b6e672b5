// Every process that the benchmark starts is entered here until it has ended, so that one call can end them all,
// whatever the reason for stopping. Children hold nothing worth saving: they are killed, not asked.

import Foundation
import Synchronization

/// The processes that are running on our behalf.
enum ChildProcesses {
    private static let running = Mutex<Set<Int32>>([])

    /// Starts `process` and remembers it.
    static func start(_ process: Process) throws(BenchError) {
        do {
            try process.run()
        } catch {
            throw BenchError("cannot start \(process.executableURL?.path ?? "a process"): \(error)")
        }
        let identifier = process.processIdentifier
        running.withLock { _ = $0.insert(identifier) }
    }

    /// Ends `process` and waits for it; one that has already ended is only forgotten.
    static func stop(_ process: Process) {
        if process.isRunning { _ = kill(process.processIdentifier, SIGKILL) }
        wait(for: process)
    }

    /// Waits until `process` ends by itself.
    static func wait(for process: Process) {
        process.waitUntilExit()
        let identifier = process.processIdentifier
        running.withLock { _ = $0.remove(identifier) }
    }

    /// Ends `identifier` if it is still running.
    static func kill(ifRunning identifier: Int32) {
        running.withLock { if $0.contains(identifier) { _ = kill(identifier, SIGKILL) } }
    }

    /// Ends all of them, without waiting.
    static func killAll() {
        running.withLock { for identifier in $0 { _ = kill(identifier, SIGKILL) } }
    }

    private static func kill(_ identifier: Int32, _ signal: Int32) -> Int32 {
        Foundation.kill(identifier, signal)
    }
}
