// kv-conformance: the same commands on this package's server and on Redis, and every difference between them.

import Foundation
import KVConformance
import KVToolSupport

Console.endQuietlyWhenNobodyReads()
let words = CommandLine.arguments.dropFirst()
guard let command = Subcommands.all.first(where: { $0.name == words.first }) else {
    if words.isEmpty || words.first == "--help" || words.first == "help" {
        Console.say(Subcommands.help)
        exit(ExitCode.success)
    }
    Console.note("there is no command '\(words.first ?? "")'; kv-conformance --help lists them")
    exit(ExitCode.badFlags)
}
do {
    switch try command.interface.parse(words.dropFirst()) {
    case .help: Console.say(command.interface.help(width: Terminal.standardOutput.width))
    case .version: Console.say(command.interface.versionLine)
    case .run(let values): exit(try command.run(values))
    }
} catch let error as UsageError {
    Console.note(error.message)
    exit(ExitCode.badFlags)
} catch {
    Console.note("\(error)")
    exit(ExitCode.failure)
}
