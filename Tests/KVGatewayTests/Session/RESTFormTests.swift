import KVGateway
import RESP
import Testing
import TestSupport

@Suite("REST: forms of requests")
struct RESTFormTests {
    struct Form: CustomTestStringConvertible {
        let method: String
        let target: String
        let body: String?
        let answer: String
        var testDescription: String { "\(method) \(target) \(body ?? "")" }

        init(_ method: String, _ target: String, _ body: String? = nil, _ answer: String) {
            (self.method, self.target, self.body, self.answer) = (method, target, body, answer)
        }
    }

    @Test(
        "a command comes in any form",
        arguments: [
            Form("POST", "/", #"["ECHO","a b"]"#, #"{"result":"a b"}"#),
            Form("POST", "/", #"["echo",1e+21]"#, #"{"result":"1e+21"}"#),
            Form("POST", "/", #"["echo",9007199254740993]"#, #"{"result":"9007199254740993"}"#),
            Form("POST", "/", #"["echo",true]"#, #"{"result":"true"}"#),
            Form("GET", "/echo/a%2Fb+c", nil, #"{"result":"a/b+c"}"#),
            Form("PUT", "/ECHO/x", nil, #"{"result":"x"}"#),
            Form("POST", "/echo", "the body", #"{"result":"the body"}"#),
            Form("POST", "/set/k?EX=100&NX", "v", #"{"result":"OK"}"#),
            Form("GET", "/set/k/v%20w?GET", nil, #"{"result":null}"#),
            Form("GET", "/ping/", nil, #"{"result":"PONG"}"#),
            Form("POST", "/pipeline", #"[["ping"],["echo","x"]]"#, #"[{"result":"PONG"},{"result":"x"}]"#),
            Form("POST", "//pipeline", #"[["ping"]]"#, #"[{"result":"PONG"}]"#),
            Form("POST", "/multi-exec/", #"[["ping"]]"#, #"[{"result":"PONG"}]"#),
            Form("POST", "/", #"["mget","x","y"]"#, #"{"result":[null,null]}"#),
            Form("POST", "/", #"["hgetall","x"]"#, #"{"result":[]}"#),
            Form("POST", "/", #"["client","setinfo","lib-name","x"]"#, #"{"result":"OK"}"#),
        ])
    func form(_ form: Form) throws {
        let client = try RESTFixture().client()
        let answer = try client.ask(form.method, form.target, form.body)
        #expect(answer.body == form.answer)
        #expect(answer.status == 200)
        #expect(answer.fields["content-type"] == "application/json")
    }

    @Test(
        "what cannot be run is refused with 400 and a text",
        arguments: [
            ("/", "", "EOF"), ("/", "{}", "expected JSON array"), ("/", "[]", "ERR empty command"),
            ("/", #"["a""#, "ERR failed to parse command"),
            ("/", #"["set","a",null]"#, "ERR null args are not supported"),
            ("/", #"[["set","a","b"]]"#, #"ERR unsupported arg type: \"[\": json.Delim"#),
            ("/", #"["set","a",{}]"#, #"ERR unsupported arg type: \"{\": json.Delim"#),
            ("/pipeline", "[]", "ERR empty pipeline request"),
            ("/pipeline", "[1]", "ERR failed to parse pipeline request"),
            ("/multi-exec", #"[["set","a","b"],["set","a",null]]"#, "ERR null args are not supported"),
            (
                "/multi-exec", #"[["set","a","b"],["set","a"]]"#,
                "ERR wrong number of arguments for 'set' command"
            ),
            (
                "/", #"["multi"]"#,
                #"ERR Command \"MULTI\" is not allowed in REST or it has a special context path"#
            ),
            ("/", #"["get"]"#, "ERR wrong number of arguments for 'get' command"),
            ("/nosuch/a", "", "ERR unknown command 'nosuch', with args beginning with: 'a' "),
            ("/get/%zz", "", #"ERR invalid URL escape \"%zz\""#),
        ])
    func refusal(_ target: String, _ body: String, _ text: String) throws {
        let fixture = try RESTFixture()
        let answer = try fixture.client().ask("POST", target, body)
        #expect(answer.status == 400)
        #expect(answer.body == #"{"error":"\#(text)"}"#)
        #expect(fixture.run("EXISTS", "a") == .integer(0))
    }

    @Test("streams are added to and read, and who would wait is answered at once")
    func streams() throws {
        let client = try RESTFixture().client()
        let rows = [
            #"["xadd","s","1-1","f","v"]"#, #"["xrange","s","-","+"]"#,
            #"["xread","block",0,"streams","s","1-1"]"#,
        ]
        #expect(
            try client.ask("POST", "/pipeline", "[\(rows.joined(separator: ","))]").body
                == #"[{"result":"1-1"},{"result":[["1-1",["f","v"]]]},{"result":null}]"#)
        #expect(
            try client.ask("GET", "/xread/streams/s/0").body
                == #"{"result":[["s",[["1-1",["f","v"]]]]]}"#)
    }

    @Test("a row of a pipeline that cannot be run is an error of its own")
    func rows() throws {
        let answer = try RESTFixture().client().ask(
            "POST", "/pipeline", #"[["set","a",null],["set","k","v"],["incr","k"],["blpop","k",0]]"#)
        #expect(answer.status == 200)
        #expect(
            answer.body == """
                [{"error":"ERR null args are not supported"},{"result":"OK"},\
                {"error":"ERR value is not an integer or out of range"},\
                {"error":"ERR Command \\"BLPOP\\" is not allowed in REST or it has a special context path"}]
                """)
    }

    @Test("HEAD has no body, OPTIONS names the methods, others are refused without a body")
    func methods() throws {
        let client = try RESTFixture().client()
        let head = try client.ask("HEAD", "/", token: nil)
        #expect(head.status == 200 && head.body.isEmpty)
        let options = try client.ask("OPTIONS", "/", token: nil, "Origin: http://a.test")
        #expect(options.status == 200)
        #expect(options.fields["access-control-allow-methods"] == "HEAD, GET, POST, PUT")
        #expect(options.fields["access-control-allow-origin"] == "http://a.test")
        for method in ["DELETE", "PATCH", "BREW"] {
            let answer = try client.ask(method, "/get/k", token: nil)
            #expect(answer.status == 405 && answer.body.isEmpty)
        }
        #expect(try client.ask("GET", "/ping").body == #"{"result":"PONG"}"#)
    }

    @Test("scripts of every page may read answers")
    func sharing() throws {
        let client = try RESTFixture().client()
        #expect(try client.ask("GET", "/ping").fields["access-control-allow-origin"] == "*")
        let answer = try client.ask("GET", "/ping", nil, "Origin: http://a.test")
        #expect(answer.fields["access-control-allow-origin"] == "http://a.test")
        #expect(answer.fields["access-control-allow-credentials"] == "true")
    }

    @Test("strings are encoded in base64 but the status OK alone")
    func base64() throws {
        let client = try RESTFixture().client()
        let field = "upstash-encoding: BASE64"
        #expect(try client.ask("POST", "/", #"["set","k","OK"]"#, field).body == #"{"result":"OK"}"#)
        #expect(try client.ask("POST", "/", #"["ping"]"#, field).body == #"{"result":"UE9ORw=="}"#)
        #expect(try client.ask("POST", "/", #"["mget","k","x"]"#, field).body == #"{"result":["T0s=",null]}"#)
        #expect(try client.ask("POST", "/", #"["get"]"#, field).body.hasPrefix(#"{"error":"ERR wrong"#))
        let rows = try client.ask("POST", "/multi-exec", #"[["set","k","v"],["get","k"]]"#, field)
        #expect(rows.body == #"[{"result":"OK"},{"result":"dg=="}]"#)
    }

    @Test("RESP2 is answered where it is asked for, but not by transactions")
    func resp2() throws {
        let client = try RESTFixture().client()
        let field = "Upstash-Response-Format: resp2"
        let answer = try client.ask("POST", "/", #"["set","k","v"]"#, field)
        #expect(answer.body == "+OK\r\n")
        #expect(answer.fields["content-type"] == "application/octet-stream")
        #expect(
            try client.ask("POST", "/pipeline", #"[["get","k"],["get",null],["get"],["get","x"]]"#, field)
                .body
                == "$1\r\nv\r\n-ERR null args are not supported\r\n"
                + "-ERR wrong number of arguments for 'get' command\r\n$-1\r\n")
        #expect(try client.ask("POST", "/", #"["get"]"#, field).status == 400)
        #expect(try client.ask("POST", "/multi-exec", #"[["get","k"]]"#, field).body == #"[{"result":"v"}]"#)
        #expect(try client.ask("GET", "/ping", nil, field, "Upstash-Encoding: base64").status == 400)
        #expect(try client.ask("GET", "/ping", nil, "Upstash-Response-Format: xml").status == 400)
    }

    @Test("doubles are as short as they can be here, and as in Redis 7.0 over RESP")
    func doubles() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        _ = try client.ask(
            "POST", "/", #"["zadd","z",0.1,"a",1e21,"b",3,"c",1e-7,"d",123456789012345680000,"e"]"#)
        let answer = try client.ask("POST", "/", #"["zrange","z",0,-1,"withscores"]"#)
        #expect(
            answer.body
                == #"{"result":["d","1e-7","a","0.1","c","3","e","123456789012345680000","b","1e+21"]}"#)
        #expect(
            try client.ask("POST", "/", #"["zincrby","z",0.2,"a"]"#).body
                == #"{"result":"0.30000000000000004"}"#)
        let redis = try fixture.redis()
        try redis.send("ZSCORE z a\r\nZSCORE z d\r\n")
        let reply = "$19\r\n0.30000000000000004\r\n$22\r\n9.9999999999999995e-08\r\n"
        #expect(try redis.readText(reply.utf8.count) == reply)
    }

    @Test("the sync token changes with every write, and with nothing else")
    func syncToken() throws {
        let client = try RESTFixture().client()
        var tokens: [String] = []
        for body in [#"["get","a"]"#, #"["set","a",1]"#, #"["get","a"]"#, #"["incr","a"]"#] {
            tokens.append(try client.ask("POST", "/", body).fields["upstash-sync-token"] ?? "")
        }
        for target in ["/pipeline", "/multi-exec"] {
            let answer = try client.ask("POST", target, #"[["incr","a"]]"#, "upstash-sync-token:")
            tokens.append(answer.fields["upstash-sync-token"] ?? "")
        }
        #expect(Set(tokens).count == 5 && tokens[1] == tokens[2])
        #expect(!tokens.contains(""))
    }

    @Test("a transaction is one, also for clients that speak RESP")
    func transaction() throws {
        let fixture = try RESTFixture()
        let (client, redis) = (try fixture.client(), try fixture.redis())
        try redis.send("WATCH k\r\nMONITOR\r\n")
        #expect(try redis.readText(10) == "+OK\r\n+OK\r\n")
        let answer = try client.ask("POST", "/multi-exec", #"[["set","k","v"],["incr","k"],["get","k"]]"#)
        #expect(answer.status == 200)
        #expect(
            answer.body == """
                [{"result":"OK"},{"error":"ERR value is not an integer or out of range"},{"result":"v"}]
                """)
        var seen: [String] = []
        for _ in 0..<5 { seen.append(try redis.line().split(separator: "\"").map(String.init)[1]) }
        #expect(seen == ["MULTI", "set", "incr", "get", "EXEC"])
    }
}
