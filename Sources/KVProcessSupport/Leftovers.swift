// What must not outlive the program: the processes it has started and the folders it has made for itself. Each is
// entered here until it is gone, so that one call can remove them all, whatever the reason for stopping; `exit` runs
// no `deinit`, and a signal runs nothing at all.
//
// Children hold nothing worth saving: they are killed, not asked.

import Foundation
import KVSockets

/// The processes that run, and the folders that exist, on our behalf.
package final class Leftovers: Sendable {
    /// Those of this program. Tests have their own.
    package static let ofThisProgram = Leftovers()

    private struct State {
        var processes: Set<Int32> = []
        var folders: Set<URL> = []
        /// Whether the end has begun, after which nothing may be added.
        var isEnding = false
    }

    private let state = Locked(State())

    package init() {}

    // MARK: Processes

    /// Starts `process` and remembers it. Both happen under the lock, so that no signal comes between.
    package func start(_ process: Process) throws(ToolError) {
        try state.withLock { state throws(ToolError) in
            guard !state.isEnding else { throw ToolError("the program is about to end") }
            do {
                try process.run()
            } catch {
                let path = process.executableURL?.path ?? "a process"
                throw ToolError("\(path) cannot be started: \(error.localizedDescription)")
            }
            state.processes.insert(process.processIdentifier)
        }
    }

    /// Ends `process` and waits for it; one that has already ended is only forgotten.
    package func stop(_ process: Process) {
        if process.isRunning { _ = kill(process.processIdentifier, SIGKILL) }
        wait(for: process)
    }

    /// Waits until `process` ends by itself.
    package func wait(for process: Process) {
        process.waitUntilExit()
        state.withLock { _ = $0.processes.remove(process.processIdentifier) }
    }

    /// Ends the process `identifier` if it is still one of ours.
    package func kill(ifRunning identifier: Int32) {
        state.withLock { if $0.processes.contains(identifier) { _ = kill(identifier, SIGKILL) } }
    }

    private func kill(_ identifier: Int32, _ signal: Int32) -> Int32 { Foundation.kill(identifier, signal) }

    // MARK: Folders

    /// Makes an empty temporary folder, whose name begins with the program's.
    func makeFolder() throws(ToolError) -> URL {
        let name = "\(ProcessInfo.processInfo.processName)-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try state.withLock { state throws(ToolError) in
            guard !state.isEnding else { throw ToolError("the program is about to end") }
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            } catch {
                throw ToolError("no temporary folder: \(error.localizedDescription)")
            }
            state.folders.insert(folder)
        }
        return folder
    }

    /// Removes a folder and what is in it.
    func remove(_ folder: URL) {
        try? FileManager.default.removeItem(at: folder)
        state.withLock { _ = $0.folders.remove(folder) }
    }

    // MARK: The end

    /// Ends all processes, without waiting, and removes all folders; from here on nothing can be added.
    package func removeAll() {
        state.withLock { state in
            state.isEnding = true
            for identifier in state.processes { _ = kill(identifier, SIGKILL) }
            for folder in state.folders { try? FileManager.default.removeItem(at: folder) }
        }
    }
}
