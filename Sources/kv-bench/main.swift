// kv-bench: how hermetic-kv compares with redis-server on the machine it runs on.

import KVProcessSupport
import KVToolSupport

let interrupts = Ending.onSignals()
do {
    switch try BenchOptions.interface.parse(CommandLine.arguments.dropFirst()) {
    case .help: Console.print(BenchOptions.interface.help(width: Terminal.standardOutput.width))
    case .version: Console.say(BenchOptions.interface.versionLine)
    case .run(let values): Ending.now(try Benchmark(options: BenchOptions(values)).run())
    }
} catch let error as UsageError {
    Ending.now(ExitCode.badFlags, saying: error.message)
} catch {
    Ending.now(ExitCode.failure, saying: "\(error)")
}
