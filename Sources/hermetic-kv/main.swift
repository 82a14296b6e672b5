// hermetic-kv: the server as a program. It reads its flags, starts one server and serves until it is told to
// stop. Exit codes: 0 stopped, 1 could not start, 2 the command line is wrong.

import KVEngine
import KVServer
import KVSockets
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
        Console.complain(error.message)
        Console.end(ExitCode.badFlags)
    }
}

/// As many clients as asked for, or as many as the system gives descriptors for; a few are for other use.
func servableClients(_ options: Options, _ log: Log) -> Int {
    let reserved = 32
    let descriptors = Syscalls.raiseDescriptorLimit(to: options.maxClients + reserved)
    let clients = min(options.maxClients, max(1, descriptors - reserved))
    if clients < options.maxClients {
        log(.warning, "the system allows \(descriptors) open files: maxclients is \(clients)")
    }
    return clients
}

func start(_ options: Options) -> Server {
    var serverOptions = ServerOptions(endpoints: options.endpoints, seed: options.seed)
    serverOptions.databases = options.databases
    serverOptions.parameters = options.parameters
    serverOptions.log = Console.log(options.logLevel)
    serverOptions.shutDown = StopSignal.send
    serverOptions.parameters.append(("maxclients", String(servableClients(options, serverOptions.log))))
    do {
        return try Server(serverOptions)
    } catch {
        Console.complain(error.description)
        Console.end(ExitCode.failure)
    }
}

StopSignal.keep()
let server = start(options())
Console.say(Banner.text(for: server))
StopSignal.wait()
server.stop()
Console.end(ExitCode.success)
