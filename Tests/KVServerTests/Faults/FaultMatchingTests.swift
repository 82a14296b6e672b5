// Where and how often faults happen.

import KVServer
import TestSupport
import Testing

@Suite struct FaultMatchingTests {
    let fixture: ServerFixture
    let client: TestClient

    init() throws {
        fixture = try ServerFixture()
        client = try fixture.client()
    }

    /// Sends lines in one piece, and tells which were met by a fault that answers `-X`: a digit each.
    private func met(_ fault: String, _ lines: String...) throws -> String {
        let rule = try FaultRule(parsing: ["ERROR", "X"] + fault.split(separator: " ").map(String.init))
        let active = try fixture.server.inject(rule)
        defer { fixture.server.remove(active) }
        return try answers(lines)
    }

    /// Which of the lines are answered with `-X`.
    private func answers(_ lines: [String], from client: TestClient? = nil) throws -> String {
        let client = client ?? self.client
        return try lines.map { line in
            try client.send("\(line)\r\nECHO end-of-reply\r\n")
            let text = try client.readText(through: "$12\r\nend-of-reply\r\n")
            return text.hasPrefix("-X\r\n") ? "1" : "0"
        }.joined()
    }

    @Test func `a command is meant by its name, in any case`() throws {
        #expect(try met("COMMAND gEt", "GET k", "get k", "GETEX k", "SET k v", "MGET k") == "11000")
    }

    @Test func `a subcommand is meant by both words, all of them by the first`() throws {
        let lines = ["CLIENT ID", "client id", "CLIENT INFO", "CONFIG GET port"]
        try fixture.fault(["ERROR", "X", "COMMAND", "Client Id"])
        #expect(try answers(lines) == "1100")
        fixture.server.removeAllFaults()
        try fixture.fault(["ERROR", "X", "COMMAND", "client|info"])
        #expect(try answers(lines) == "0010")
        fixture.server.removeAllFaults()
        try fixture.fault(["ERROR", "X", "COMMAND", "CLIENT"])
        #expect(try answers(lines) == "1110")
    }

    @Test func `a key is meant by its pattern, wherever the command has it`() throws {
        #expect(
            try met(
                "KEY user:*", "GET user:1", "GET order:1", "MGET a user:2", "SET a user:1", "DEL a b user:3",
                "PING user:1", "SINTERCARD 2 a user:4", "ZUNIONSTORE user:5 1 a", "ZUNIONSTORE a 1 user:6",
                "SORT a BY user:x", "OBJECT ENCODING user:7", "GET") == "101010111010")
    }

    @Test func `command and key are meant together`() throws {
        #expect(try met("COMMAND get KEY a?", "GET ab", "SET ab v", "GET b", "GET abc") == "1000")
    }

    @Test func `a request as an array of bulk strings is meant as well as an inline one`() throws {
        try fixture.fault(["ERROR", "X", "COMMAND", "get", "KEY", "\u{0}*"])
        try client.send("*2\r\n$3\r\nGET\r\n$2\r\n\0a\r\nGET \"\\x00b\"\r\nGET a\r\n")
        #expect(try client.readText(13) == "-X\r\n-X\r\n$-1\r\n")
    }

    @Test func `a client is meant by its ID or its name`() throws {
        let other = try fixture.client()
        #expect(try answers(["PING"]) == "0")
        #expect(try answers(["CLIENT SETNAME worker"], from: other) == "0")
        try fixture.fault("ERROR X CLIENT-ID 2 COMMAND ping")
        #expect(try answers(["PING"]) + answers(["PING"], from: other) == "01")
        fixture.server.removeAllFaults()
        try fixture.fault("ERROR X CLIENT worker COMMAND ping")
        #expect(try answers(["PING"]) + answers(["PING"], from: other) == "01")
        #expect(try answers(["CLIENT SETNAME worker", "PING"]) == "01")
    }

    @Test func `occasions are skipped and counted`() throws {
        let lines = Array(repeating: "GET k", count: 6)
        let fault = try fixture.fault("ERROR X COMMAND get SKIP 2 TIMES 3")
        #expect(try answers(["SET k v"] + lines) == "0001110")
        #expect(fixture.server.hits(of: fault) == 3)
        #expect(fixture.server.faults.map(\.hits) == [3])
    }

    @Test func `commands that pass between do not count as occasions`() throws {
        #expect(try met("KEY a SKIP 1 TIMES 1", "GET a", "GET b", "GET b", "GET a", "GET a") == "00010")
    }

    @Test func `a pipeline meets the faults one command at a time`() throws {
        try fixture.fault("ERROR X COMMAND incr SKIP 1 TIMES 2")
        try client.send(String(repeating: "INCR n\r\n", count: 5))
        #expect(try client.readText(20) == ":1\r\n-X\r\n-X\r\n:2\r\n:3\r\n")
    }

    @Test func `chance is the seed's`() throws {
        let lines = Array(repeating: "GET k", count: 200)
        func draw(seed: UInt64) throws -> String {
            let fixture = try ServerFixture(seed: seed)
            try fixture.fault("ERROR X COMMAND get PROBABILITY 0.25")
            return try answers(lines, from: fixture.client())
        }
        let first = try draw(seed: 5)
        #expect(try draw(seed: 5) == first)
        #expect(try draw(seed: 6) != first)
        #expect(20...80 ~= first.filter { $0 == "1" }.count)
    }

    @Test func `a fault's chance is its own, and leaves the commands' alone`() throws {
        let lines = Array(repeating: "GET k", count: 50)
        func draw(disturbed: Bool) throws -> (faults: String, member: String) {
            let fixture = try ServerFixture(seed: 5)
            let client = try fixture.client()
            try fixture.fault("ERROR X COMMAND get PROBABILITY 0.5")
            if disturbed { try fixture.fault("ERROR Y COMMAND mget PROBABILITY 0.5") }
            if disturbed { _ = try answers(Array(repeating: "MGET k", count: 7), from: client) }
            let faults = try answers(lines, from: client)
            _ = fixture.execute("SADD s " + (0..<100).map(String.init).joined(separator: " "))
            return (faults, "\(fixture.execute("SRANDMEMBER s 20"))")
        }
        #expect(try draw(disturbed: true) == draw(disturbed: false))
    }

    @Test func `never and always are no chance`() throws {
        #expect(try met("PROBABILITY 0 COMMAND get", "GET k", "GET k") == "00")
        #expect(try met("PROBABILITY 1 COMMAND get", "GET k", "GET k") == "11")
    }

    @Test func `direct calls meet nothing`() throws {
        let fault = try fixture.fault("ERROR X")
        #expect(fixture.holds("PING", "PONG"))
        #expect(fixture.server.hits(of: fault) == 0)
    }

    @Test func `faults are listed and removed by their IDs`() throws {
        let first = try fixture.fault("ERROR X COMMAND get")
        try fixture.fault("DUPLICATE COMMAND get")
        #expect(try answers(["GET k"]) == "1")
        #expect(fixture.server.faults.map(\.id) == [1, 2])
        #expect(fixture.server.faults.map(\.hits) == [1, 0])
        #expect(fixture.server.removeFault(id: 1))
        #expect(!fixture.server.removeFault(id: 1))
        #expect(try client.expect("GET k", "$-1\r\n$-1\r\n"))
        #expect(fixture.server.hits(of: first) == 1)
        fixture.server.removeAllFaults()
        #expect(try client.expect("GET k", "$-1\r\n"))
    }

    @Test func `there is a limit to how many there are`() throws {
        for _ in 0..<1000 { try fixture.fault("DUPLICATE TIMES 1 COMMAND none") }
        #expect(throws: FaultProblem.self) { try fixture.fault("DUPLICATE") }
        fixture.server.removeFault(id: 1)
        try fixture.fault("DUPLICATE COMMAND ping")
        #expect(try client.expect("PING", "+PONG\r\n+PONG\r\n"))
    }
}
