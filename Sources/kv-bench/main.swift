// kv-bench: how hermetic-kv compares with redis-server on the machine it runs on.

import Foundation

let interrupts = Interrupts.watch {
    ChildProcesses.killAll()
    exit(130)
}
defer { interrupts.forEach { $0.cancel() } }

do {
    let options = try BenchOptions(Array(CommandLine.arguments.dropFirst()))
    if options.help {
        Console.say(BenchOptions.usage)
        exit(0)
    }
    let status = try Benchmark(options: options).run()
    exit(status)
} catch {
    Console.note(error.description)
    ChildProcesses.killAll()
    exit(1)
}
