// hermetic-kv: the server as a program. It reads its flags, starts one server and serves until it is told to
// stop. Exit codes: 0 stopped, 1 could not start, 2 the command line is wrong.
//
// As `hermetic-kv run` it serves one command, and ends when that does, with its exit code.

import KVToolSupport

/// Reads a command line, and answers what needs no server.
func flags(
    of interface: CommandLineInterface, _ arguments: some Sequence<String>
) throws(UsageError) -> FlagValues {
    switch try interface.parse(arguments) {
    case .run(let flags): return flags
    case .help:
        Console.say(interface.help(width: Terminal.standardOutput.width))
        Console.end(ExitCode.success)
    case .version:
        Console.say(interface.versionLine + "\n")
        Console.end(ExitCode.success)
    }
}

let arguments = CommandLine.arguments.dropFirst()
let isRun = arguments.first == "run"
do throws(UsageError) {
    if isRun { run(try RunOptions(try flags(of: .run, arguments.dropFirst()))) }
    serve(try Options(try flags(of: .hermeticKV, arguments)))
} catch {
    Console.complain(error.message)
    Console.end(isRun ? ExitCode.ownFailure : ExitCode.badFlags)
}
