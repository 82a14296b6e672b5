// Fixtures: scripts as one types them into redis-cli, and what is said of one that fails.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(clock: .manual())) struct FixtureTests {
    let server = TestServer.current

    @Test func `lines are read as redis-cli reads them`() throws {
        try server.loadFixture(
            script: """
                # a comment, then nothing

                   # an indented one
                SET user:1 "Ada \\"Lovelace\\"\\x00\\n"
                set user:2 'it''s' EX 60
                  RPUSH\tlist a  "" '#'\r
                """.replacing("'it''s'", with: "'it\\'s'"))
        #expect(server["user:1"] == .string(KVString(Array("Ada \"Lovelace\"\0\n".utf8))))
        #expect(server["user:2"] == "it's" && server.ttl(of: "user:2") == .seconds(60))
        #expect(server["list"] == .list(["a", "", "#"]))
    }

    @Test func `databases and transactions last from line to line, and no longer`() throws {
        try server.loadFixture(script: "SELECT 3\nSET a 1\nMULTI\nINCR a\nEXEC\nMULTI\nSET a 9")
        #expect(server.value(of: "a", database: 3) == "2")
        #expect(server.execute("GET", "a") == .null)
        try server.loadFixture(script: "SET a 0")
        #expect(server["a"] == "0")
    }

    @Test(arguments: [
        ("SET a 1\n\nLPUSH a x\nSET b 1", 3, "line 3: LPUSH a x: WRONGTYPE Operation against a key"),
        ("NOSUCH", 1, "line 1: NOSUCH: ERR unknown command 'NOSUCH'"),
        ("SET a 1\nSET b \"x", 2, "line 2: SET b \"x: its quotes do not balance"),
        ("SET a 1\nMULTI\nINCR a\nLPUSH a x\nEXEC", 5, "line 5: EXEC: WRONGTYPE "),
    ]) func `a line that fails is named, with its command and the reply`(
        script: String, line: Int, text: String
    ) throws {
        let failure = try #require(throws: FixtureFailure.self) { try server.loadFixture(script: script) }
        #expect(failure.line == line && failure.description.hasPrefix(text))
        #expect(server["b"] == nil)
    }

    @Test func `a script is read from a file`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "fixture-\(server.port).redis").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = (0..<5000).map { "SET key:\($0) \($0)" }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try server.loadFixture(path: path)
        #expect(server.keys.count == 5000 && server["key:4999"] == "4999")
        let failure = try #require(throws: FixtureFailure.self) { try server.loadFixture(path: path + ".no") }
        #expect(failure.line == nil && failure.description == "\(path).no: No such file or directory")
    }

    @Test func `a fixture is no part of the journal`() throws {
        try server.loadFixture(script: "SET a 1")
        #expect(server.journal.entries.isEmpty)
    }

    @Test func `a dump cuts what is long`() {
        server.load([
            "list": .list((0..<13).map { "\($0)" }),
            "text": .string(KVString(String(repeating: "ö", count: 60))),
        ])
        let list = (0..<10).map { "\"\($0)\"" }.joined(separator: ", ")
        #expect(
            server.dump() == """
                db0
                  list  list [\(list), … 3 more]
                  text  "\(String(repeating: "ö", count: 40))" … 40 more bytes
                """)
        #expect(server["list"]?.description.contains("\"12\"") == true)
    }
}
