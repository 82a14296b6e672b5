// bust-kv-cache over the REST interface, as Vercel and Upstash serve it; and over a Unix socket against a real
// redis-server, where there is one.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

@Suite(.server) struct BustRESTTests {
    private let server = TestServer.current
    private let program = BuiltProgram(name: "bust-kv-cache")
    private let project: ProjectFolder

    init() throws {
        project = try ProjectFolder()
        try project.write(
            ".env", "KV_REST_API_URL=\(server.restURL)\nKV_REST_API_TOKEN=\(server.restToken)\n")
        server.load(["likes:1": .set(["a"]), "share_count:1": .string("1"), "like_count:2": .string("2")])
    }

    private func run(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> BuiltProgram.Run {
        try await program.run(arguments, in: project.url, environment: environment)
    }

    @Test func `posts are busted over REST`() async throws {
        let run = try await run("--posts=1,2")
        #expect(run.status == 0)
        #expect(
            run.outputLines == [
                "post 1: removed 2/3 keys", "post 2: removed 1/3 keys",
                "Done. Removed 3 of 6 keys across 2 posts.",
            ])
        let place = server.restURL.dropFirst("http://".count)
        #expect(run.errors == "target: \(place) (KV_REST_API_URL from .env)\n")
        #expect(
            server.journal.lines == [
                "DEL likes:1 like_count:1 share_count:1", "DEL likes:2 like_count:2 share_count:2",
            ])
        #expect(server.keys == [])
    }

    @Test func `250 posts go in three requests`() async throws {
        let run = try await run("--json", "--posts=\((1...250).map(String.init).joined(separator: ","))")
        #expect(run.status == 0)
        #expect(run.output.contains(#""totals":{"posts":250,"keys":750,"removed":3,"inDoubt":0}"#))
        #expect(server.journal.count(of: "DEL") == 250)
    }

    @Test func `a wrong token fails with nothing deleted`() async throws {
        let run = try await run("--json", "--posts=1", environment: ["KV_REST_API_TOKEN": "guess"])
        #expect(run.status == 1)
        #expect(run.output.contains(#""outcome":"failed","reason":"WRONGPASS "#))
        #expect(!(run.output + run.errors).contains("guess"))
        #expect(server.journal.lines == [])
    }

    @Test(arguments: [401, 500, 503]) func `an answer that is none`(status: Int) async throws {
        server.faults.inject(.httpStatus(status))
        let run = try await run("--json", "--posts=1")
        // Nobody knows what a server that fails has done.
        #expect(run.status == (status == 401 ? 1 : 3))
        #expect(run.output.contains("\"inDoubt\":\(status == 401 ? 0 : 3)}"))
    }

    @Test func `a reply that is lost leaves its keys in doubt`() async throws {
        server.faults.inject(.executeAndDisconnect, into: .command("DEL"))
        let run = try await run("--json", "--posts=1")
        #expect(run.status == 3)
        #expect(run.output.contains(#""removed":0,"inDoubt":3}"#))
        #expect(server.journal.count(of: "DEL") == 1)
    }

    @Test func `a refusal in the middle is partial`() async throws {
        server.faults.inject(.error(.readOnly), into: .keys("likes:2"))
        let run = try await run("--posts=1,2")
        #expect(run.status == 3)
        #expect(
            run.outputLines[1] == "post 2: refused: READONLY You can't write against a read only replica.")
        #expect(run.outputLines.last == "To go on: --posts=2")
    }

    @Test func `a server that is not there, or does not answer`() async throws {
        server.faults.inject(.stallWriting, into: .command("DEL"))
        let late = try await run("--json", "--posts=1", "--timeout=5")
        #expect(late.status == 3)
        #expect(late.output.contains(#""outcome":"timeout""#))
        #expect(late.output.contains(#""inDoubt":3}"#))
        server.stop()
        let refused = try await run("--json", "--posts=1")
        #expect(refused.status == 1)
        #expect(refused.output.contains(#""notAttempted":["1"]"#))
    }

    @Test func `--url goes before the variables, whose token is for their own server only`() async throws {
        let other = try TestServer.start()
        defer { other.stop() }
        let run = try await run("--posts=1", "--url", other.url)
        #expect(run.status == 0)
        #expect(run.errors == "target: 127.0.0.1:\(other.port)/0 (--url)\n")
        #expect(other.journal.entries.map(\.command).contains("DEL"))
        #expect(!other.journal.entries.contains { $0.line.contains("AUTH") })
        #expect(server.journal.lines == [])
    }
}

@Suite(.enabled(if: RealRedis.isInstalled, "redis-server is not installed"))
struct BustRealRedisTests {
    @Test func `posts are busted on a real server`() async throws {
        let redis = try await RealRedis()
        let project = try ProjectFolder()
        try project.write("_data/_blog.json", #"[{"id": 1}, {"id": 2}]"#)
        try project.write(
            ".env.local", "KV_REST_API_URL=unix://\(redis.socket)\nKV_REST_API_TOKEN=secret\n")
        try await redis.client.send(
            "MSET", "likes:1", "x", "like_count:1", "1", "share_count:2", "1", "other", "1")
        let program = BuiltProgram(name: "bust-kv-cache")
        let run = try await program.run([], in: project.url)
        #expect(run.outputLines.last == "Done. Removed 3 of 6 keys across 2 posts.", "\(run.errors)")
        #expect(run.status == 0)
        #expect(try await redis.client.send("KEYS", "*") == .array([.string("other")]))
        let statistics = try await redis.client.send("INFO", "commandstats").text ?? ""
        #expect(statistics.contains("cmdstat_del:calls=2,"))
        let wrong = try await program.run([], in: project.url, environment: ["KV_REST_API_TOKEN": "guess"])
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("WRONGPASS"))
        try await redis.client.send("REPLICAOF", "127.0.0.1", "1")
        let replica = try await program.run(["--json"], in: project.url)
        #expect(replica.status == 1)
        #expect(replica.output.contains("READONLY You can't write against a read only replica."))
    }
}

/// A redis-server for one test, at a Unix socket, with a password.
private final class RealRedis: Sendable {
    let socket: String
    let client: KVClient
    private let folder: TemporaryFolder
    private let process = Process()

    static var isInstalled: Bool { path != nil }
    private static var path: String? { try? Tool.find("redis-server", remedy: "install it") }

    init() async throws {
        folder = try TemporaryFolder()
        socket = folder.url.appending(path: "s").path
        process.executableURL = URL(filePath: RealRedis.path ?? "redis-server")
        process.arguments = [
            "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder.url.path, "--requirepass",
            "secret",
        ]
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try Leftovers.ofThisProgram.start(process)
        var settings = KVClient.Configuration()
        settings.password = "secret"
        settings.retry = KVRetryPolicy(attempts: 200, longestPause: .milliseconds(50))
        let url = KVURL(.unix(path: socket))
        client = try KVClient(url, configuration: settings)
        try await client.send("PING")
    }

    deinit {
        client.close()
        Leftovers.ofThisProgram.stop(process)
    }
}
