// kv-bench: how hermetic-kv compares with redis-server on the machine it runs on.

import Foundation
import KVToolSupport

let interrupts = Interrupts.watch {
    ChildProcesses.killAll()
    exit(130)
}
defer { interrupts.forEach { $0.cancel() } }

do {
    switch try BenchOptions.interface.parse(CommandLine.arguments.dropFirst()) {
    case .help: print(BenchOptions.interface.help(width: Terminal.standardOutput.width), terminator: "")
    case .version: Console.say(BenchOptions.interface.versionLine)
    case .run(let values): exit(try Benchmark(options: BenchOptions(values)).run())
    }
} catch let error as UsageError {
    Console.note(error.message)
    exit(ExitCode.badFlags)
} catch {
    Console.note("\(error)")
    ChildProcesses.killAll()
    exit(ExitCode.failure)
}
