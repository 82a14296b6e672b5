// kv-conformance: the same commands on this package's server and on Redis, and every difference between them.

import KVConformance
import KVProcessSupport
import KVToolSupport

let interrupts = Ending.onSignals()
let words = CommandLine.arguments.dropFirst()
guard let command = Subcommands.all.first(where: { $0.name == words.first }) else {
    if words.isEmpty || words.first == "--help" || words.first == "help" {
        Console.print(Subcommands.help)
        Ending.now(ExitCode.success)
    }
    let word = OneLine.of(words.first ?? "")
    Ending.now(
        ExitCode.badFlags, saying: "there is no command '\(word)'; kv-conformance --help lists them")
}
do {
    switch try command.interface.parse(words.dropFirst()) {
    case .help: Console.print(command.interface.help(width: Terminal.standardOutput.width))
    case .version: Console.say(command.interface.versionLine)
    case .run(let values): Ending.now(try command.run(values))
    }
} catch let error as UsageError {
    Ending.now(ExitCode.badFlags, saying: error.message)
} catch {
    Ending.now(ExitCode.failure, saying: "\(error)")
}
