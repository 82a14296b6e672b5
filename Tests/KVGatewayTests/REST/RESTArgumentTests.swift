import RESP
import Testing

@testable import KVGateway

/// Bodies that are refused, whole or row by row.
@Suite struct RESTArgumentTests {
    @Test(arguments: [
        ("", "EOF"), (" \n ", "EOF"),
        ("{}", "expected JSON array"), ("null", "expected JSON array"), ("\"get\"", "expected JSON array"),
        ("[]", "ERR empty command"),
        ("[\"get\"", "ERR failed to parse command"), ("[\"get\"] x", "ERR failed to parse command"),
        ("get k", "ERR failed to parse command"), ("[get]", "ERR failed to parse command"),
        ("[\"get\",]", "ERR failed to parse command"), ("[\"get\"][]", "ERR failed to parse command"),
        ("[\"SET\",\"a\",null]", "ERR null args are not supported"),
        ("[null]", "ERR null args are not supported"),
        ("[[\"SET\",\"a\",\"b\"]]", "ERR unsupported arg type: \"[\": json.Delim"),
        ("[\"SET\",\"a\",{\"b\":1}]", "ERR unsupported arg type: \"{\": json.Delim"),
    ])
    func `a command's body is refused`(body: String, text: String) {
        let error = BodyKind.command.error(body)
        #expect(error?.text == text)
        #expect(error?.status == 400)
    }

    @Test(arguments: [
        ("", "EOF"), ("{\"a\":[]}", "expected JSON array"), ("[]", "ERR empty pipeline request"),
        ("[\"get\",\"k\"]", "ERR failed to parse pipeline request"),
        ("[[\"get\",\"k\"],3]", "ERR failed to parse pipeline request"),
        ("[[\"get\",\"k\"]", "ERR failed to parse pipeline request"),
        ("[[\"get\",\"k\"]],", "ERR failed to parse pipeline request"),
    ])
    func `a list of commands is refused`(body: String, text: String) {
        #expect(BodyKind.pipeline.error(body)?.text == text)
        #expect(BodyKind.transaction.error(body)?.text == text)
    }

    @Test(arguments: [
        ("[\"set\",\"a\",null]", "ERR null args are not supported"), ("[]", "ERR empty command"),
        ("[\"set\",[1,[{\"a\":[]}]],\"b\"]", "ERR unsupported arg type: \"[\": json.Delim"),
        ("[\"set\",{\"a\":{}},null]", "ERR unsupported arg type: \"{\": json.Delim"),
        ("[\"multi\"]", "ERR Command \"MULTI\" is not allowed in REST or it has a special context path"),
    ])
    func `a bad row fails alone in a pipeline, and with the others in a transaction`(
        row: String, text: String
    )
        throws
    {
        let body = "[[\"get\",\"a\"],\(row),[\"get\",\"b\"]]"
        let rows: [Row] = [.words("get", "a"), .refused(text), .words("get", "b")]
        #expect(try BodyKind.pipeline.rows(body) == rows)
        let error = BodyKind.transaction.error(body)
        #expect(error?.text == text)
        #expect(error?.status == 400)
    }

    @Test func `after a bad argument, a pipeline still has to be JSON`() {
        #expect(BodyKind.pipeline.error(#"[["get","k",null,]]"#) == .malformedPipeline)
        #expect(BodyKind.pipeline.error(#"[["get",{"k"}]]"#) == .malformedPipeline)
        #expect(BodyKind.pipeline.error(#"[["get",null]"#) == .malformedPipeline)
        #expect(BodyKind.transaction.error(#"[["get","k",null,]]"#) == .nullArgument)
    }

    @Test(arguments: [
        "0", "-0", "-1", "1.50", "0.10000000000000001", "1e+21", "1E-7", "9007199254740993",
        "9223372036854775807", "-123456789012345678901234567890",
    ])
    func `a number keeps its text`(number: String) throws {
        #expect(try BodyKind.command.rows("[\"set\",\"k\", \(number) ]") == [.words("set", "k", number)])
    }

    @Test func `any byte can be an argument`() throws {
        let escapes = (0..<0x80).map { "\\u00" + String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }
        let body = "[\"set\",\"\",\"\(escapes.joined())\"]"
        let expected = Row.command([Array("set".utf8), [], (0..<0x80).map { UInt8($0) }])
        #expect(try BodyKind.command.rows(body) == [expected])
    }

    @Test func `many and long arguments fit`() throws {
        let long = String(repeating: "é\\n", count: 50_000)
        let body = "[\"rpush\",\"\(long)\"" + String(repeating: ",1", count: 20_000) + "]"
        guard case .command(let arguments)? = try BodyKind.command.rows(body).first else {
            Issue.record("no command")
            return
        }
        #expect(arguments.count == 20_002)
        #expect(arguments[1] == Array(String(repeating: "é\n", count: 50_000).utf8))
    }

    @Test func `a command's arguments are counted for the size limit, each command's for itself`() throws {
        let text = """
            ERR max request size exceeded. Limit: 6 bytes, Actual: 7 bytes. See \
            https://upstash.com/docs/redis/troubleshooting/max_request_size_exceeded for details
            """
        #expect(try BodyKind.command.rows(#"["get","abc"]"#, largest: 6) == [.words("get", "abc")])
        #expect(BodyKind.command.error(#"["get","abcd"]"#, largest: 6)?.text == text)
        #expect(BodyKind.command.error(#"["get","abcd"]"#, largest: 6)?.status == 413)
        #expect(
            try BodyKind.pipeline.rows(#"[["get","abcd"],["get","abc"]]"#, largest: 6)
                == [.refused(text), .words("get", "abc")])
    }

    @Test func `one request leaves nothing for the next`() throws {
        var commands = RESTCommands()
        try BodyKind.pipeline.read(Array(#"[["get","a"],["set","b",null]]"#.utf8), into: &commands)
        #expect(commands.rows.count == 2)
        #expect(throws: RESTError.emptyBody) { try BodyKind.command.read([], into: &commands) }
        #expect(commands.rows == [])
        try BodyKind.command.read(Array(#"["ping"]"#.utf8), into: &commands)
        #expect(commands.rows == [.words("ping")])
    }

    @Test(arguments: [
        "AUTH p", "MULTI", "EXEC", "discard", "WATCH k", "unwatch", "HELLO 3", "Reset", "QUIT",
        "subscribe c", "PSUBSCRIBE c", "unsubscribe", "punsubscribe", "SSUBSCRIBE c", "sunsubscribe",
        "MONITOR", "CLIENT LIST", "client getname", "CLIENT", "BLPOP k 0", "brpop k 0", "BRPOPLPUSH a b 0",
        "BLMOVE a b left left 0", "BLMPOP 0 1 k left", "BZPOPMIN k 0", "BZPOPMAX k 0", "BZMPOP 0 1 k min",
        "WAIT 1 0", "SYNC", "psync ? -1", "replconf ack 1",
    ])
    func `a command that needs a connection is not run`(command: String) {
        let words = command.split(separator: " ").map(String.init)
        let name = words[0].uppercased()
        #expect(
            BodyKind.command.error("\(words)")?.text
                == "ERR Command \"\(name)\" is not allowed in REST or it has a special context path")
    }

    @Test(arguments: [
        "get k", "client setinfo LIB-NAME x", "CLIENT SetInfo LIB-VER 1", "publish c m", "acl whoami",
        "bitop",
        "execute", "auths", "watches", "a", "", "subscribers",
    ])
    func `any other command is let through`(command: String) {
        let words = command.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        #expect(BodyKind.command.error("\(words)") == nil)
    }
}
