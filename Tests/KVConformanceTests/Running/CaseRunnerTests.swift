// Tests of what each line of a script does, on our own server.

import Testing

@testable import KVConformance

@Suite struct CaseRunnerTests {
    /// The lines of each step's answer.
    private func answers(_ script: String, on server: OwnServer? = nil) throws -> [[String]] {
        let file = try CaseParser.parse("== a case\n" + script, name: "a/b")
        return try CaseRunner.run(file.cases[0], on: server ?? OwnServer()).steps.map(\.lines)
    }

    @Test func `a command is answered`() throws {
        #expect(try answers("SET k v\nGET k\nGET none") == [["+OK"], ["\"v\""], ["$-1"]])
    }

    @Test func `connections are separate`() throws {
        let script = "SELECT 1\n@2 SET k v\nGET k\nSELECT 0\nGET k"
        #expect(try answers(script) == [["+OK"], ["+OK"], ["$-1"], ["+OK"], ["\"v\""]])
    }

    @Test func `a case starts on an empty server, at the epoch`() throws {
        let server = try OwnServer()
        #expect(
            try answers("SET k v\n> advance 1s\nTIME", on: server)[2] == [
                "*2", "  \"1767225601\"", "  \"0\"",
            ])
        #expect(try answers("DBSIZE\nTIME", on: server) == [[":0"], ["*2", "  \"1767225600\"", "  \"0\""]])
    }

    @Test func `words in braces are worked out`() throws {
        #expect(
            try answers("RPUSH l m{1..3}\nLRANGE l 0 -1")[1] == ["*3", "  \"m1\"", "  \"m2\"", "  \"m3\""])
        #expect(
            try answers("SET k v EXAT {now+100}\nTTL k\nPEXPIREAT k {ms+5}\nPTTL k").map { $0[0] }
                == ["+OK", ":100", ":1", ":5"])
    }

    @Test func `what is kept is used by name`() throws {
        let script = "as id: ECHO hello\nECHO {id}\nECHO {other}"
        #expect(try answers(script) == [["(bulk string)"], ["\"hello\""], ["\"{other}\""]])
    }

    @Test func `bytes are sent as they stand, and replies read one by one`() throws {
        let script = "> raw \"PING\\r\\n\" \"ECHO a\\r\\n\"\n> read\n> read\n> quiet"
        #expect(try answers(script) == [[], ["+PONG"], ["\"a\""], ["(nothing)"]])
    }

    @Test func `a command is sent without waiting`() throws {
        #expect(
            try answers("> send PING\n> read\n> send QUIT\n> read\n> closed")
                == [[], ["+PONG"], [], ["+OK"], ["(closed)"]])
    }

    @Test func `a connection is started anew`() throws {
        #expect(try answers("CLIENT SETNAME me\n> reconnect\nCLIENT GETNAME") == [["+OK"], [], ["$-1"]])
    }

    @Test func `RESP3 is spoken from there on`() throws {
        #expect(try answers("GET k\n> resp3\nGET k") == [["$-1"], [], ["_"]])
    }

    @Test func `an iteration goes from start to end`() throws {
        #expect(
            try answers("HSET h b 2 a 1\nscan: HSCAN h 0")[1] == [
                "*4", "  \"a\"", "  \"1\"", "  \"b\"", "  \"2\"",
            ])
        #expect(try answers("MSET a 1 b 2\nscan: SCAN 0 COUNT 1")[1] == ["*2", "  \"a\"", "  \"b\""])
        #expect(try answers("scan: SSCAN")[0] == ["-ERR wrong number of arguments for 'sscan' command"])
    }
}
