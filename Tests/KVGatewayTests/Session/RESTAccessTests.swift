import KVGateway
import RESP
import Testing
import TestSupport

@Suite("REST: tokens")
struct RESTAccessTests {
    private static let refusal = """
        {"error":"WRONGPASS invalid or missing auth token. See \
        https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details."}
        """

    @Test(
        "nothing is served without the token",
        arguments: ["/", "/set/k/v", "/pipeline", "/multi-exec", "/subscribe/c", "/monitor", "/nosuch"],
        [nil, "wrong", "", "t0", "t0kk"])
    func withoutToken(_ target: String, _ token: String?) throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        let answer = try client.ask("POST", target, #"["set","k","v"]"#, token: token)
        #expect(answer.status == 401)
        #expect(answer.body == Self.refusal)
        #expect(answer.fields["upstash-sync-token"] == nil)
        #expect(fixture.run("DBSIZE") == .integer(0))
        // The body was read, so that the next request is found.
        #expect(try client.ask("GET", "/ping").status == 200)
    }

    @Test("the token comes in a field, bare or after Bearer in any case, or in the query, which wins")
    func places() throws {
        let client = try RESTFixture().client()
        #expect(try client.ask("GET", "/ping", nil, token: nil, "Authorization: bEARER t0k").status == 200)
        #expect(try client.ask("GET", "/ping", nil, token: nil, "Authorization: t0k").status == 200)
        #expect(try client.ask("GET", "/ping?_token=t0k", token: nil).status == 200)
        #expect(try client.ask("GET", "/ping?_token=t0k", token: "wrong").status == 200)
        #expect(try client.ask("GET", "/ping?_token=wrong").status == 401)
        #expect(try client.ask("GET", "/echo/a?_token=t0k", token: nil).body == #"{"result":"a"}"#)
    }

    @Test(
        "the token for reading reads, and neither changes nor lists",
        arguments: [
            (#"["get","k"]"#, 200), (#"["mget","k","x"]"#, 200), (#"["ttl","k"]"#, 200), (#"["ping"]"#, 200),
            (#"["exists","k"]"#, 200), (#"["time"]"#, 200), (#"["set","k","x"]"#, 400),
            (#"["del","k"]"#, 400), (#"["scan",0]"#, 400), (#"["keys","*"]"#, 400), (#"["flushall"]"#, 400),
            (#"["config","get","*"]"#, 400), (#"["acl","list"]"#, 400),
        ])
    func reading(_ command: String, _ status: Int) throws {
        let fixture = try RESTFixture()
        fixture.run("SET", "k", "v")
        let client = try fixture.client()
        let answer = try client.ask("POST", "/", command, token: "r0")
        #expect(answer.status == status)
        if status == 400 { #expect(answer.body.hasPrefix(#"{"error":"NOPERM this user has no permissions"#)) }
        // The connection goes by the token of each request.
        #expect(try client.ask("POST", "/", #"["set","k","x"]"#).status == 200)
        let transaction = try client.ask("POST", "/multi-exec", #"[["get","k"],["del","k"]]"#, token: "r0")
        #expect(transaction.status == 400)
        #expect(fixture.run("EXISTS", "k") == .integer(1))
    }

    @Test("a password of the server is not asked for where the token is shown")
    func password() throws {
        let client = try RESTFixture([("requirepass", "secret")]).client()
        #expect(try client.ask("POST", "/", #"["set","k","v"]"#).body == #"{"result":"OK"}"#)
    }

    @Test("ACL RESTTOKEN gives a token with a user's rights")
    func userToken() throws {
        let fixture = try RESTFixture()
        fixture.run("ACL", "SETUSER", "bob", "on", ">pw", "~b*", "+get", "+set")
        let client = try fixture.client()
        let answer = try client.ask("POST", "/", #"["ACL","RESTTOKEN","bob","pw"]"#)
        let token = String(answer.body.dropFirst(11).dropLast(2))
        #expect(token.count == 32)
        #expect(try client.ask("POST", "/", #"["set","bx",1]"#, token: token).status == 200)
        #expect(try client.ask("POST", "/", #"["set","a",1]"#, token: token).body.contains("NOPERM"))
        #expect(try client.ask("GET", "/acl/resttoken/bob/pw").body == answer.body)
        let wrong = try client.ask("POST", "/", #"["acl","resttoken","bob","x"]"#)
        #expect(wrong.body == #"{"error":"ERR Wrong password or user \"bob\" does not exist"}"#)
        fixture.run("ACL", "DELUSER", "bob")
        #expect(try client.ask("POST", "/", #"["get","bx"]"#, token: token).status == 401)
    }

    @Test("tokens that nobody has given are long and differ")
    func fresh() {
        let tokens = (0..<8).map { _ in RESTGateway(endpoints: []).token }
        #expect(Set(tokens).count == 8)
        #expect(tokens.allSatisfy { $0.count == 32 })
    }
}
