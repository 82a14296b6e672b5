// What `hermetic-kv run` decides without a process: variables, exit codes, the words for what cannot be run. The
// rest is tried from outside, by the smoke run.

import Testing

@testable import KVRunner

@Suite struct RunTests {
    @Test func `the command finds the server in its environment`() {
        let variables = RunVariables(url: "redis://127.0.0.1:7", host: "127.0.0.1", port: 7, password: nil)
        let set = variables.values.filter { $0.value != nil }.map { "\($0.name)=\($0.value ?? "")" }
        #expect(
            set.sorted() == [
                "KV_URL=redis://127.0.0.1:7", "REDIS_HOST=127.0.0.1", "REDIS_PORT=7",
                "REDIS_URL=redis://127.0.0.1:7",
                "VALKEY_URL=redis://127.0.0.1:7",
            ])
    }

    @Test func `a password for another server is not handed on`() {
        let variables = RunVariables(url: "", host: "", port: 7, password: nil)
        // What is not served, and would lead to another server, is taken out.
        #expect(
            variables.values.filter { $0.value == nil }.map(\.name) == [
                "REDIS_PASSWORD", "REDIS_USERNAME", "KV_REST_API_URL", "KV_REST_API_TOKEN",
                "KV_REST_API_READ_ONLY_TOKEN", "UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN",
            ])
        let own = RunVariables(url: "", host: "", port: 7, password: "secret")
        #expect(own.values.contains { $0.name == "REDIS_PASSWORD" && $0.value == "secret" })
    }

    @Test func `the command finds the REST interface, under both names`() {
        let variables = RunVariables(
            url: "", host: "", port: 7, password: nil,
            rest: .init(url: "http://127.0.0.1:8", token: "t", readOnlyToken: "r"))
        let set = variables.values.filter { $0.name.contains("REST") }.map { "\($0.name)=\($0.value ?? "")" }
        #expect(
            set.sorted() == [
                "KV_REST_API_READ_ONLY_TOKEN=r", "KV_REST_API_TOKEN=t", "KV_REST_API_URL=http://127.0.0.1:8",
                "UPSTASH_REDIS_REST_TOKEN=t", "UPSTASH_REDIS_REST_URL=http://127.0.0.1:8",
            ])
    }

    @Test func `a status is the exit code, or the signal above 128`() {
        #expect(WaitStatus(3 << 8) == .exited(3))
        #expect(WaitStatus(3 << 8).exitCode == 3)
        #expect(WaitStatus(255 << 8).exitCode == 255)
        #expect(WaitStatus(15) == .killed(signal: 15))
        #expect(WaitStatus(9).exitCode == 137)
        #expect(WaitStatus(11 | 0x80).exitCode == 139, "the bit of a core dump is no part of the signal")
    }

    @Test func `what cannot be run is told as a shell does`() {
        let missing = SpawnError("nosuch", ChildSyscalls.noSuchFile)
        #expect(missing.exitCode == 127)
        #expect(missing.message == "cannot run nosuch: there is no such command in PATH")
        #expect(
            SpawnError("./nosuch", ChildSyscalls.noSuchFile).message.hasPrefix(
                "cannot run ./nosuch: there is no such file"))
        let forbidden = SpawnError("/etc", ChildSyscalls.accessDenied)
        #expect(forbidden.exitCode == 126)
        #expect(forbidden.message == "cannot run /etc: Permission denied")
        #expect(SpawnError("data", ChildSyscalls.noExecutable).exitCode == 126)
        #expect(SpawnError("x", 12).exitCode == 125)
    }
}
