// A process that a test starts, with what it prints. Foundation's Process would do, but it waits for the end of its
// children by `select`, which knows descriptors below 1024 only: in a whole test run more are open, and some child's
// end would never be told.

import Foundation
import KVProcessSupport
import KVSockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A running program, with nothing on its standard input.
final class SpawnedProcess: Sendable {
    let identifier: pid_t
    /// What it prints, to be read to the end and closed.
    let output: Int32
    let errors: Int32
    private let hasEnded = Locked(false)

    /// Starts a program.
    ///
    /// - Throws: why it cannot be run.
    init(
        _ path: String, _ arguments: [String], in folder: String, environment: [String: String]
    ) throws(ToolError) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let (out, err) = (try SpawnedProcess.pipe(), try SpawnedProcess.pipe())
        defer { for end in [out.write, err.write] { close(end) } }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, out.write, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, err.write, 2)
        var process: pid_t = 0
        // Not every C library can start a program in another directory; every shell can.
        let script = ["sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder, path]
        let words = unsafe SpawnedProcess.pointers(script + arguments)
        let variables = unsafe SpawnedProcess.pointers(environment.map { "\($0)=\($1)" })
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        let error = unsafe posix_spawn(&process, "/bin/sh", &actions, nil, words, variables)
        guard error == 0 else {
            for end in [out.read, err.read] { close(end) }
            throw ToolError("\(path) cannot be started: \(SpawnedProcess.text(of: error))")
        }
        (identifier, output, errors) = (process, out.read, err.read)
    }

    /// Waits until the program has ended: its exit code, or 128 and the signal that has killed it. Blocks.
    func end() -> Int32 {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(identifier), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        var status: Int32 = 0
        hasEnded.withLock { hasEnded in
            hasEnded = true
            while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    /// Ends the program at once, unless it has ended: its number may then be another's.
    func kill() {
        hasEnded.withLock { if !$0 { _ = Foundation.kill(identifier, SIGKILL) } }
    }

    /// The two ends of a pipe, of which children get only what they are given.
    private static func pipe() throws(ToolError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard unsafe Foundation.pipe(&ends) == 0 else { throw ToolError("no pipe: \(text(of: errno))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Texts as C has them, with nil at the end.
    private static func pointers(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        unsafe texts.map { unsafe strdup($0) } + [nil]
    }

    private static func text(of error: Int32) -> String {
        unsafe strerror(error).map { unsafe String(cString: $0) } ?? "error \(error)"
    }
}
