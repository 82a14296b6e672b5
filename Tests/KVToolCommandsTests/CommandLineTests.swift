// kvtool's command line: commands, help, completions, and what goes wrong before anything is sent.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVProcessSupport
import KVToolSupport
import TestSupport
import Testing

@testable import KVToolCommands

@Suite(.server) struct CommandLineTests {
    private let server = TestServer.current
    private let project: ToolProject

    init() throws { project = try ToolProject(TestServer.current) }

    @Test func `help lists every command, and each has its own`() async throws {
        let help = try await project.run("--help")
        #expect(help.status == 0)
        for command in KVTool.commands {
            #expect(help.output.contains("\n  - \(command.name): "))
            let own = try await project.run(command.name, "--help")
            #expect(own.output.hasPrefix("kvtool \(command.name): "))
            #expect(try await project.run("help", command.name).output == own.output)
        }
        #expect(try await project.run("--version").output == "kvtool 0.1.0\n")
    }

    @Test(arguments: [
        (["rapport"], "unknown command rapport; did you mean report?"),
        ([], "no command is given; kvtool --help lists them all"),
        (["report", "--tpo=3"], "unknown flag --tpo; did you mean --top?"),
        (["report", "stray"], "unexpected argument stray"),
        (
            ["report", "--fix-ttl", "0s"],
            "--fix-ttl cannot be \"0s\"; it takes a time such as 500ms, 5s or 10m, from 1ms to 365d"
        ),
        (
            ["completions", "tcsh"],
            "completions needs one of bash, zsh and fish, as in kvtool completions bash"
        ),
    ])
    func `a wrong command line sends nothing`(arguments: [String], message: String) async throws {
        let program = BuiltProgram(name: "kvtool")
        let run = try await program.run(arguments, in: project.url)
        #expect(run.status == 2)
        #expect(run.errors == "error: \(message)\n")
        #expect(run.output.isEmpty)
        #expect(server.journal.entries.isEmpty)
        let json = try await program.run(arguments + ["--json"], in: project.url)
        if arguments != [] {
            #expect(json.status == 2)
            #expect(json.output.hasPrefix(#"{"tool":"kvtool","command":"#))
            #expect(json.outputLines.count == 1)
        }
    }

    @Test func `no store, a wrong one, and one that is not there`() async throws {
        let program = BuiltProgram(name: "kvtool")
        let empty = try ProjectFolder()
        let none = try await program.run(["report", "--json"], in: empty.url)
        #expect(none.status == 1)
        #expect(none.errors.hasPrefix("error: no store is named: set REDIS_URL, or KV_REST_API_URL and"))
        #expect(none.output.contains(#""target":null,"outcome":"failed""#))
        let tls = try await program.run(["report", "--url", "rediss://:secret@x.example"], in: empty.url)
        #expect(tls.status == 1)
        #expect(!(tls.output + tls.errors).contains("secret"))
        server.stop()
        let gone = try await project.run("report")
        #expect(gone.status == 1)
        #expect(gone.errors.contains("check the address, and that the server runs"))
    }

    @Test func `the shells take the completions, which name all flags`() throws {
        for shell in ["bash", "zsh", "fish"] {
            let script = try Completions.script([shell])
            for command in KVTool.commands {
                #expect(script.contains(command.name))
                for flag in command.interface.flags { #expect(script.contains(flag.name)) }
            }
            guard let path = try? Tool.find(shell, remedy: "") else { continue }
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = ["-n", "/dev/stdin"]
            let input = Pipe()
            process.standardInput = input
            try Leftovers.ofThisProgram.start(process)
            try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
            try input.fileHandleForWriting.close()
            Leftovers.ofThisProgram.wait(for: process)
            #expect(process.terminationStatus == 0, "\(shell)")
        }
    }
}
