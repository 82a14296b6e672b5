// How a command has ended, and the exit code that a program ends with that stands in for it.

import KVToolSupport

/// The end of a child process.
package enum WaitStatus: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)

    /// Reads what `waitpid` has answered: the low seven bits are the signal, the next byte the exit code.
    package init(_ word: Int32) {
        let signal = word & 0x7F
        self = signal == 0 ? .exited(word >> 8 & 0xFF) : .killed(signal: signal)
    }

    /// The code that a shell gives to a command that has ended so.
    package var exitCode: Int32 {
        switch self {
        case .exited(let code): code
        case .killed(let signal): 128 + signal
        }
    }
}

/// A command that could not be started.
package struct SpawnError: Error, Equatable, Sendable {
    package let message: String
    /// What a shell would end with.
    package let exitCode: Int32

    package init(_ command: String, _ code: Int32) {
        message = SpawnError.message(command, code)
        exitCode =
            switch code {
            case ChildSyscalls.noSuchFile: ExitCode.notFound
            case ChildSyscalls.accessDenied, ChildSyscalls.noExecutable: ExitCode.notExecutable
            default: ExitCode.ownFailure
            }
    }

    private static func message(_ command: String, _ code: Int32) -> String {
        guard code == ChildSyscalls.noSuchFile else {
            return "cannot run \(command): \(ChildSyscalls.text(ofError: code))"
        }
        return command.contains("/")
            ? "cannot run \(command): there is no such file, or not the interpreter that it names"
            : "cannot run \(command): there is no such command in PATH"
    }
}
