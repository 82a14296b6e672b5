// hermetic-kv: the server as a program. It reads its flags, starts one server and serves until it is told to
// stop. Exit codes: 0 stopped, 1 could not start, 2 the command line is wrong.

import KVEngine
import KVServer
import KVToolSupport

func options() -> Options {
    do {
        switch try CommandLineInterface.hermeticKV.parse(CommandLine.arguments.dropFirst()) {
        case .run(let flags): return try Options(flags)
        case .help:
            Console.say(CommandLineInterface.hermeticKV.help(width: Terminal.standardOutput.width))
            Console.end(ExitCode.success)
        case .version:
            Console.say(CommandLineInterface.hermeticKV.versionLine + "\n")
            Console.end(ExitCode.success)
        }
    } catch {
        Console.complain("\(error.message) (--help lists the flags)")
        Console.end(ExitCode.badFlags)
    }
}

/// As many clients as were asked for, or as the process may have open files for.
func clientLimit(_ options: Options) -> Int {
    let allowed = OpenFiles.makeRoom(forConnections: options.maxClients)
    guard allowed > 0 else {
        Console.complain("the limit of open files (ulimit -n) leaves no room for clients")
        Console.end(ExitCode.failure)
    }
    if allowed < options.maxClients {
        Console.complain("the limit of open files (ulimit -n) leaves room for \(allowed) clients only")
    }
    return allowed
}

func start(_ options: Options) -> Server {
    var serverOptions = ServerOptions(
        endpoints: options.endpoints, seed: options.seed ?? SystemRandomNumberGenerator.seed)
    serverOptions.databases = options.databases
    serverOptions.parameters = options.parameters + [("maxclients", String(clientLimit(options)))]
    serverOptions.log = Console.log(options.logLevel)
    do {
        return try Server(serverOptions)
    } catch {
        Console.complain(error.description)
        Console.end(ExitCode.failure)
    }
}

let server = start(options())
Console.say(Banner.text(for: server))
StopSignal.wait { server.stop() }
