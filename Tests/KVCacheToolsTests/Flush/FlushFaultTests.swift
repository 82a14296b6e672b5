// A flush when something goes wrong. In every case the report is true: what it counts as deleted is gone, and whatever
// else may be gone it counts as in doubt.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 12)) struct FlushFaultTests {
    private let server = TestServer.current
    private let flush: FlushProgram
    private let keyCount = 1200

    init() throws {
        flush = try FlushProgram(server)
        for index in 0..<keyCount { server["mocs:\(index)"] = "x" }
        server["sessions:1"] = "stays"
    }

    private func run(_ arguments: String...) async throws -> FlushProgram.Report {
        let run = try await flush(["--json", "--retry-base-ms", "1"] + arguments)
        let report = try FlushProgram.Report(run)
        let gone = keyCount + 1 - server.keys.count
        let deleted = report.totals["deleted"] ?? 0
        let inDoubt = report.totals["inDoubt"] ?? 0
        #expect(
            deleted <= gone && gone <= deleted + inDoubt,
            "deleted \(deleted), gone \(gone), in doubt \(inDoubt)")
        #expect(server["sessions:1"] == "stays")
        #expect(server.journal.of("UNLINK", key: "sessions:*").entries.isEmpty)
        return report
    }

    @Test func `a server that refuses connections is tried three times`() async throws {
        server.faults.inject(.refuseConnections)
        let report = try await run()
        #expect(report.status == 1 && report.outcome == "failed")
        #expect(report.number("attempts") == 3)
        #expect(
            report.errors.contains(
                "attempt 1/3 failed: 127.0.0.1:\(server.port): Connection refused; retrying in"))
        #expect(report.errors.contains("attempt 2/3 failed") && !report.errors.contains("attempt 3/3 failed"))
    }

    @Test(arguments: [Fault.ErrorReply.loading, .busy, .masterDown, "ERR max number of clients reached"])
    func `what passes is waited for, more than three times`(error: Fault.ErrorReply) async throws {
        server.faults.inject(.error(error), into: .command("SCAN"), times: 5)
        let report = try await run()
        #expect(report.status == 0 && report.totals["deleted"] == keyCount)
        #expect(report.number("attempts") == 6)
    }

    @Test(arguments: [Fault.ErrorReply.noAuth, .noPermission, "WRONGPASS invalid username-password pair"])
    func `what will not change is not tried again`(error: Fault.ErrorReply) async throws {
        server.faults.inject(.error(error), into: .command("SCAN"))
        let report = try await run()
        #expect(report.status == 1 && report.number("attempts") == 1)
    }

    @Test func `a replica lets scan and not delete`() async throws {
        server.faults.inject(.error(.readOnly), into: .command("UNLINK"))
        let report = try await run()
        #expect(report.status == 1 && report.outcome == "failed")
        #expect(report.text("reason").hasPrefix("READONLY"))
        #expect(report.totals["deleted"] == 0 && report.totals["inDoubt"] == 0)
    }

    @Test(arguments: [
        "NOPERM this user has no permissions to run the 'unlink' command",
        "ERR unknown command 'UNLINK', with args beginning with: 'a' ",
    ])
    func `DEL does where UNLINK is refused`(error: String) async throws {
        server.faults.inject(.error(error), into: .command("UNLINK"))
        let report = try await run()
        #expect(report.status == 0 && report.totals["deleted"] == keyCount)
        #expect(server.journal.of("DEL").entries.allSatisfy { $0.keys.count <= 500 })
    }

    @Test func `a server that dies in the middle leaves a report of what is gone`() async throws {
        server.faults.inject(.disconnect, into: .command("UNLINK"), skipping: 1)
        let report = try await run()
        #expect(report.status == 3 && report.outcome == "partial")
        #expect(report.totals["deleted"] == 500)
        server.faults.removeAll()
        let rest = try FlushProgram.Report(try await flush(["--json"]))
        #expect(rest.status == 0 && rest.totals["deleted"] == keyCount - 500, "it can be run again")
    }

    @Test func `a connection that breaks once is made again, and nothing is counted twice`() async throws {
        server.faults.inject(.disconnect, into: .command("UNLINK"), times: 1, skipping: 1)
        let report = try await run()
        #expect(report.status == 0 && report.totals["deleted"] == keyCount)
        #expect(report.totals["matched"] == keyCount && report.totals["inDoubt"] == 0)
    }

    /// How many keys each UNLINK had: after the first it depends on how fast the machine is.
    private var batches: [Int] { server.journal.of("UNLINK").entries.map(\.keys.count) }

    @Test(arguments: [1, 3])
    func `a reply that is lost leaves its keys in doubt`(attempts: Int) async throws {
        server.faults.inject(.executeAndDisconnect, into: .command("UNLINK"), times: 1, skipping: 1)
        let report = try await run("--retries", "\(attempts)")
        let batches = batches
        #expect(report.totals["inDoubt"] == batches[1])
        #expect(report.status == (attempts == 1 ? 3 : 0))
        #expect(report.totals["deleted"] == (attempts == 1 ? batches[0] : keyCount - batches[1]))
    }

    @Test func `a server that does not answer is left when the time is up`() async throws {
        server.faults.inject(.stallReading, into: .command("SCAN"))
        let report = try await run("--timeout", "0.3")
        #expect(report.status == 1 && report.outcome == "timeout")
        #expect(report.text("reason") == "not done within 0.3s")
    }

    @Test func `keys whose command was under way when the time was up are in doubt`() async throws {
        server.faults.inject(.stallWriting, into: .command("UNLINK"), skipping: 1)
        let report = try await run("--timeout", "6")
        #expect(report.status == 3 && report.outcome == "timeout")
        #expect(report.totals["deleted"] == batches[0] && report.totals["inDoubt"] == batches[1])
    }

    @Test func `a slow server is served in smaller portions`() async throws {
        server.faults.inject(.latency(.milliseconds(500)), into: .command("UNLINK"), times: 1)
        let report = try await run()
        #expect(report.status == 0 && report.totals["deleted"] == keyCount)
        #expect(server.journal.of("UNLINK").entries.map(\.keys.count).prefix(2) == [500, 250])
    }

    @Test(arguments: zip([SIGINT, SIGTERM], [130, 143] as [Int32]))
    func `a signal ends it after the batch that is under way`(signal: Int32, status: Int32) async throws {
        let server = server
        async let ended = flush(["--json", "--pause-ms", "60000"]) { line, process in
            guard line == "Scanning pattern: albums:*" else { return }
            Task {
                while server.journal.count(of: "UNLINK") == 0 { await Task.yield() }
                kill(process, signal)
            }
        }
        let report = try FlushProgram.Report(try await ended)
        #expect(report.status == status && report.outcome == "interrupted")
        #expect(report.totals["deleted"] == 500 && report.totals["inDoubt"] == 0)
        #expect(server.keys.count == keyCount + 1 - 500)
    }
}
