// bust-kv-cache as a program, against the test server: what it prints, what it sends, and how it ends when something goes
// wrong. The journal holds it to its promise: only ever DEL.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

@Suite(.server(password: "secret")) struct BustProgramTests {
    private let server = TestServer.current
    private let program = BuiltProgram(name: "bust-kv-cache")
    private let project: ProjectFolder

    init() throws {
        project = try ProjectFolder()
        try project.write(
            ".env.local",
            "KV_REST_API_URL=\"redis://\(server.endpoint)\"\nKV_REST_API_TOKEN='secret' # the password\n")
        try project.write("_data/_blog.json", #"[{"id": 12}, {"id": "34", "title": "x"}]"#)
        server.load([
            "likes:12": .set(["a", "b"]), "like_count:12": .string("2"), "share_count:12": .string("1"),
            "likes:34": .set(["a"]), "likes:56": .set(["a"]), "other": .string("stays"),
        ])
    }

    private func run(
        _ arguments: String..., environment: [String: String] = [:],
        told: (@Sendable (String, Int32) -> Void)? = nil
    ) async throws -> BuiltProgram.Run {
        try await program.run(arguments, in: project.url, environment: environment, told: told)
    }

    private func keys() -> [String] { server.keys.map(\.description).sorted() }

    // MARK: Doing it

    @Test func `every post of the blog is busted, and nothing else`() async throws {
        let run = try await run()
        #expect(
            run.outputLines == [
                "post 12: removed 3/3 keys", "post 34: removed 1/3 keys",
                "Done. Removed 4 of 6 keys across 2 posts.",
            ])
        #expect(
            run.errors == "target: 127.0.0.1:\(server.port)/0 (KV_REST_API_URL from .env.local)\n")
        #expect(run.status == 0)
        #expect(
            server.journal.lines == [
                "DEL likes:12 like_count:12 share_count:12", "DEL likes:34 like_count:34 share_count:34",
            ])
        #expect(keys() == ["likes:56", "other"])
    }

    @Test func `a dry run sends nothing`() async throws {
        let run = try await run("--dry-run", "--posts=12,34")
        #expect(
            run.outputLines == [
                "[dry-run] post 12: would delete likes:12, like_count:12, share_count:12",
                "[dry-run] post 34: would delete likes:34, like_count:34, share_count:34",
                "[dry-run] Would delete 6 keys across 2 posts. Nothing was deleted.",
            ])
        #expect(run.status == 0)
        #expect(server.journal.entries.isEmpty)
    }

    @Test func `the report of a program is one object`() async throws {
        let run = try await run("--json", "--posts=56,12")
        #expect(
            run.output == """
                {"tool":"bust-kv-cache","mode":"live","target":{"host":"127.0.0.1","port":\(server.port),"db":0},\
                "outcome":"ok","reason":null,"posts":[\
                {"id":"56","keys":["likes:56","like_count:56","share_count:56"],"removed":1},\
                {"id":"12","keys":["likes:12","like_count:12","share_count:12"],"removed":3}],\
                "totals":{"posts":2,"keys":6,"removed":4,"inDoubt":0},"notAttempted":[]}

                """)
    }

    @Test func `a hundred posts go together, and repetitions are told`() async throws {
        let ids = (0..<250).map(String.init).joined(separator: ",")
        let run = try await run("--posts=\(ids),7")
        #expect(run.status == 0)
        #expect(run.errors.contains("note: given more than once, and used once: 7\n"))
        #expect(run.outputLines.count == 251)
        #expect(run.outputLines.last == "Done. Removed 5 of 750 keys across 250 posts.")
        #expect(server.journal.count(of: "DEL") == 250)
    }

    // MARK: Not doing it

    @Test(arguments: ["--posts=", "--posts=1 2", "--posts=*", "--posts=012", "--dryrun", "--timeout=0", "12"])
    func `a wrong command line sends nothing`(argument: String) async throws {
        let run = try await run("--json", argument)
        #expect(run.status == 2)
        #expect(
            run.output.hasPrefix(#"{"tool":"bust-kv-cache","mode":"live","target":null,"outcome":"failed""#))
        #expect(run.errors.hasPrefix("error: "))
        #expect(server.journal.entries.isEmpty)
    }

    @Test func `missing variables and a missing file are told with the way out`() async throws {
        try project.write(".env.local", "KV_REST_API_URL=\n")
        let missing = try await run()
        #expect(missing.status == 1)
        #expect(
            missing.errors == """
                error: KV_REST_API_URL is empty in .env.local, and KV_REST_API_TOKEN is not set; set it in the \
                environment, .env.local or .env. For production: `vercel env pull .env.local`

                """)
        let empty = try ProjectFolder()
        let variables = ["KV_REST_API_URL": "redis://\(server.endpoint)", "KV_REST_API_TOKEN": "secret"]
        let noFile = try await program.run([], in: empty.url, environment: variables)
        #expect(noFile.status == 1)
        #expect(noFile.errors.contains("_data/_blog.json is missing; run `npm run blog` first"))
        #expect(server.journal.entries.isEmpty)
    }

    @Test func `variables of the process go first, and a mixture is warned of`() async throws {
        let run = try await run(
            "--posts=12", environment: ["KV_REST_API_URL": "redis://\(server.endpoint)/3"])
        #expect(run.status == 0)
        #expect(
            run.errors == """
                target: 127.0.0.1:\(server.port)/3 (KV_REST_API_URL from the environment)
                warning: KV_REST_API_URL is from the environment, but KV_REST_API_TOKEN is from .env.local: make sure \
                that they belong together

                """)
        #expect(run.outputLines.first == "post 12: removed 0/3 keys")
        #expect(server.journal.of("DEL").entries.map(\.database) == [3])
    }

    @Test func `guards refuse the wrong host before anything is sent`() async throws {
        let unexpected = try await run("--expect-host=*.upstash.io", "--dry-run")
        #expect(unexpected.status == 4)
        let protected = try await run(environment: ["KV_PROTECTED_HOSTS": "10.*,127.*"])
        #expect(protected.status == 4)
        #expect(protected.errors.contains("needs --confirm 127.0.0.1\n"))
        let other = try await run("--confirm=prod")
        #expect(other.status == 4)
        #expect(server.journal.entries.isEmpty)
        let confirmed = try await run(
            "--confirm=127.0.0.1", environment: ["KV_PROTECTED_HOSTS": "10.*,127.*"])
        #expect(confirmed.status == 0)
    }

    @Test func `TLS is refused with the ways round it, and nothing is sent in plain text`() async throws {
        let run = try await run("--url", "rediss://:secret@\(server.endpoint)")
        #expect(run.status == 1)
        #expect(run.errors.contains("stunnel") && run.errors.contains("https://"))
        #expect(server.journal.entries.isEmpty)
        #expect(!run.errors.contains("secret"))
    }

    // MARK: Failing

    @Test func `a wrong password fails with nothing deleted, and is not printed`() async throws {
        let run = try await run("--json", environment: ["KV_REST_API_TOKEN": "guess"])
        #expect(run.status == 1)
        #expect(run.output.contains(#""outcome":"failed","reason":"WRONGPASS "#))
        #expect(run.output.contains(#""notAttempted":["12","34"]"#))
        #expect(!(run.output + run.errors).contains("guess"))
    }

    @Test(arguments: [Fault.ErrorReply.readOnly, .noAuth, .noPermission])
    func `what the server refuses is not counted`(error: Fault.ErrorReply) async throws {
        server.faults.inject(.error(error), into: .command("DEL"))
        let run = try await run()
        #expect(run.status == 1)
        #expect(run.outputLines.last == "To go on: --posts=12,34")
        #expect(run.outputLines[2] == "Stopped. Removed 0 of 0 keys across 0 posts; 0 keys in doubt.")
    }

    @Test func `a refusal in the middle is partial, and says how to go on`() async throws {
        server.faults.inject(.error(.readOnly), into: .keys("likes:34"))
        let run = try await run("--posts=12,34,56")
        #expect(run.status == 3)
        #expect(
            run.outputLines == [
                "post 12: removed 3/3 keys",
                "post 34: refused: READONLY You can't write against a read only replica.",
                "post 56: removed 1/3 keys",
                "Stopped. Removed 4 of 6 keys across 2 posts; 0 keys in doubt.", "To go on: --posts=34",
            ])
    }

    @Test func `a reply that is lost leaves its keys in doubt`() async throws {
        server.faults.inject(.executeAndDisconnect, into: .keys("likes:34"))
        let run = try await run("--json", "--posts=12,34")
        #expect(run.status == 3)
        #expect(run.output.contains(#""outcome":"partial""#))
        #expect(
            run.output.contains(
                #""keys":["likes:34","like_count:34","share_count:34"],"removed":0,"inDoubt":true"#))
        #expect(
            run.output.contains(#""totals":{"posts":2,"keys":6,"removed":3,"inDoubt":3},"notAttempted":[]"#))
        #expect(keys() == ["likes:56", "other"])
        #expect(server.journal.count(of: "DEL", key: "likes:34") == 1, "what may have run is not sent again")
    }

    @Test func `what was not sent is not in doubt`() async throws {
        let ids = (0..<150).map(String.init).joined(separator: ",")
        server.faults.inject(.disconnect, into: .keys("likes:99"))
        let run = try await run("--json", "--posts=\(ids)")
        #expect(run.status == 3)
        #expect(run.output.contains(#""removed":5,"inDoubt":3"#))
        #expect(run.output.contains(#""notAttempted":["100","101","#))
    }

    @Test func `a server that is not there`() async throws {
        server.stop()
        let run = try await run()
        #expect(run.status == 1)
        #expect(run.errors.contains("Connection refused; check the address"))
        #expect(run.outputLines.suffix(2) == ["Not attempted: 12, 34", "To go on: --posts=12,34"])
    }

    @Test func `a server that does not answer is given up when the time is over`() async throws {
        server.faults.inject(.stallWriting, into: .command("DEL"))
        let run = try await run("--json", "--timeout=5")
        #expect(run.status == 3)
        #expect(run.output.contains(#""outcome":"timeout","reason":"not done in time""#))
        #expect(run.output.contains(#""inDoubt":6}"#))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal lets the request under way finish`(signal: Int32) async throws {
        let ids = (0..<150).map(String.init).joined(separator: ",")
        let fault = server.faults.inject(.stallWriting, into: .keys("likes:0"))
        let server = server
        async let run = run("--posts=\(ids)") { line, process in
            if line.hasPrefix("target: ") {
                while fault.hits == 0 {}
                kill(process, signal)
            }
            if line.hasPrefix("stopping") { server.faults.removeAll() }
        }
        let ended = try await run
        #expect(ended.status == 128 + signal)
        #expect(ended.outputLines.count { $0.hasSuffix("/3 keys") } == 100)
        #expect(ended.output.contains("Not attempted: 100, 101,"))
        #expect(server.journal.count(of: "DEL") == 100)
    }

    @Test func `a second signal ends it at once`() async throws {
        let fault = server.faults.inject(.stallWriting, into: .command("DEL"))
        let run = try await run { line, process in
            if line.hasPrefix("target: ") { while fault.hits == 0 {} }
            kill(process, SIGINT)
        }
        #expect(run.status == 130)
        #expect(run.output == "")
    }
}
