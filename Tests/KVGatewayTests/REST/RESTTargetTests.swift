import RESP
import Testing

@testable import KVGateway

/// Request targets: where they lead, and what they add to a command.
@Suite struct RESTTargetTests {
    /// A route in words, as tables compare it.
    private static func route(_ target: String) -> String {
        RESTTarget.reading(target) { target in
            switch target.route {
            case .root: "root"
            case .pipeline: "pipeline"
            case .transaction: "transaction"
            case .command: "command"
            case .subscribe(let channels): "subscribe \(channels.map { String(decoding: $0, as: UTF8.self) })"
            case .patternSubscribe(let patterns):
                "psubscribe \(patterns.map { String(decoding: $0, as: UTF8.self) })"
            case .monitor: "monitor"
            case .invalid(let error): error.text
            }
        }
    }

    @Test(arguments: [
        ("/", "root"), ("//", "root"), ("/?_token=t", "root"), ("", "root"), ("?_token=t", "root"),
        ("/pipeline", "pipeline"), ("//pipeline", "pipeline"), ("/pipeline/", "pipeline"),
        ("/pipeline?_token=t", "pipeline"), ("/multi-exec", "transaction"), ("//multi-exec/", "transaction"),
        ("/Pipeline", "command"), ("/pipeline/x", "command"), ("/multi-exec/x", "command"),
        ("/get/k", "command"), ("/publish/ch/m", "command"),
        ("http://127.0.0.1:80/pipeline", "pipeline"), ("HTTPS://host", "root"), ("http://host?x", "root"),
        ("/subscribe/chat", "subscribe [\"chat\"]"), ("/SUBSCRIBE/a/b", "subscribe [\"a\", \"b\"]"),
        ("/subscribe/a%20b/c", "subscribe [\"a b\", \"c\"]"), ("/subscribe/a%2Fb", "subscribe [\"a/b\"]"),
        ("/subscribe/a+b?_token=t&x", "subscribe [\"a+b\"]"),
        ("/psubscribe/chat*", "psubscribe [\"chat*\"]"), ("/psubscribe/h%3Fllo", "psubscribe [\"h?llo\"]"),
        ("/subscribe", "ERR wrong number of arguments for 'subscribe' command"),
        ("/psubscribe/", "ERR wrong number of arguments for 'psubscribe' command"),
        ("/monitor", "monitor"), ("/Monitor/", "monitor"),
        ("/monitor/x", "ERR wrong number of arguments for 'monitor' command"),
        ("/subscribe/a%2", "ERR invalid URL escape \"%2\""),
        ("*", "ERR invalid request target"), ("get/k", "ERR invalid request target"),
    ])
    func `a path leads somewhere`(target: String, route: String) {
        #expect(Self.route(target) == route)
    }

    private static func row(_ target: String, _ body: [UInt8] = []) throws(RESTError) -> Row {
        var commands = RESTCommands()
        try Array(target.utf8).withByteView { view throws(RESTError) in
            let target = RESTTarget(view)
            guard case .command(let path) = target.route else { return }
            try body.withByteView { body throws(RESTError) in
                try commands.readPath(path, body: body, query: target.query)
            }
        }
        return commands.rows.first ?? .refused("nothing")
    }

    @Test(arguments: [
        ("/get/foo", "", ["get", "foo"]), ("/GET/foo", "", ["GET", "foo"]),
        ("//get/foo/", "", ["get", "foo"]),
        ("/ping", "", ["ping"]), ("/set/a%2Fb/c%20d", "", ["set", "a/b", "c d"]),
        ("/set/a+b/%2B", "", ["set", "a+b", "+"]), ("/set//v", "", ["set", "", "v"]),
        ("/set/foo", "bar baz", ["set", "foo", "bar baz"]), ("/set/foo/", "bar", ["set", "foo", "bar"]),
        ("/set/foo?EX=100&NX", "bar", ["set", "foo", "bar", "EX", "100", "NX"]),
        ("/set/foo/bar?EX=100", "", ["set", "foo", "bar", "EX", "100"]),
        ("/set/foo/bar?_token=secret&EX=100", "", ["set", "foo", "bar", "EX", "100"]),
        ("/set/foo/bar?&&a=&b+c=d%26e+f=g&", "", ["set", "foo", "bar", "a", "", "b c", "d&e f=g"]),
        ("/set/foo/bar?%5ftoken=secret", "", ["set", "foo", "bar"]),
        ("/set/foo/%e4%BD%a0", "", ["set", "foo", "你"]), ("/set/foo#x", "", ["set", "foo#x"]),
        ("/p%69ng", "", ["ping"]),
    ])
    func `a path is a command`(target: String, body: String, words: [String]) throws {
        #expect(try Self.row(target, Array(body.utf8)) == .command(words.map { Array($0.utf8) }))
    }

    @Test func `path and body are binary`() throws {
        let body = (0...255).map { UInt8($0) }
        let path =
            "/set/" + body.map { "%" + String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined()
        #expect(try Self.row(path, body) == .command([Array("set".utf8), body, body]))
        let raw = Array("/get/".utf8) + [0xFF, 0x80, 0x00]
        raw.withByteView { view in
            guard case .command(let path) = RESTTarget(view).route else {
                Issue.record("no command")
                return
            }
            #expect(path.segment(from: 4).segment.count == 3)
        }
    }

    @Test(arguments: [
        ("/get/%", "ERR invalid URL escape \"%\""), ("/get/a%2", "ERR invalid URL escape \"%2\""),
        ("/get/%zz/b", "ERR invalid URL escape \"%zz\""), ("/get/%0g", "ERR invalid URL escape \"%0g\""),
        ("/set/a/b?EX=%", "ERR invalid URL escape \"%\""),
        ("/set/a/b?%1x=1", "ERR invalid URL escape \"%1x\""),
        ("/multi", "ERR Command \"MULTI\" is not allowed in REST or it has a special context path"),
        ("/client/list", "ERR Command \"CLIENT\" is not allowed in REST or it has a special context path"),
        ("/BLPOP/k/0", "ERR Command \"BLPOP\" is not allowed in REST or it has a special context path"),
    ])
    func `a path is refused`(target: String, text: String) {
        do {
            Issue.record("\(try Self.row(target))")
        } catch {
            #expect(error.text == text)
            #expect(error.status == 400)
        }
    }

    @Test(
        arguments: [
            ("/", nil), ("/?a=b", nil), ("/?_token=abc", "abc"), ("/get/k?EX=1&_token=a%2Bb+c", "a+b c"),
            ("/?_token=x&_token=y", "x"), ("/?_token", ""), ("/?_token=", ""), ("/?_token=%zz", "%zz"),
            ("/?%5Ftoken=q", "q"), ("/_token=x", nil), ("/?x_token=y", nil), ("/?_tokens=y", nil),
        ] as [(String, String?)])
    func `the query may hold the token`(target: String, token: String?) {
        let found = RESTTarget.reading(target) { $0.query.token }
        #expect(found == token.map { Array($0.utf8) })
    }
}
