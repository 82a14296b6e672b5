import KVEngine
import RESP
import Testing

@testable import KVGateway

/// Broken requests and replies, made from good ones: nothing may trap, and what is accepted is whole.
@Suite struct RESTMutationTests {
    private static let bodies = [
        #"[["set","k","{\"a\":\"é\"}","ex",60],["get","\ud83d\ude00"]]"#, #"["zadd","z",1.5e+3,true,false]"#,
        #"[["a",null],["b",{"c":[1,{}]}],[]]"#, #"{"a":["b"]} "#,
    ]
    private static let targets = [
        "/set/a%2Fb/c?EX=100&NX&_token=t%20k", "//pipeline/?_token", "/subscribe/a/b+c",
        "http://h:1/get/k?a=b=c&&",
    ]
    private static let replies = [
        "*3\r\n+OK\r\n$3\r\nabc\r\n:-12\r\n", "%1\r\n+a\r\n,1.5\r\n", "|1\r\n+a\r\n*0\r\n*1\r\n#t\r\n",
        "-ERR no\r\n",
        "=5\r\ntxt:a\r\n", ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$3\r\na\nb\r\n", "*-1\r\n$-1\r\n_\r\n",
    ]
    private static let pieces = [
        "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "d800", "null", "-1", "1e9", "%", "%zz", "/", "?",
        "&", "=", "+",
        "\r\n", "*", "$", "|", "4000000000", "9223372036854775807", "\u{0}", "é",
    ]

    @Test(arguments: 0..<4)
    func `a broken body is read or refused`(seed: UInt64) {
        var random = Random(seed: seed)
        var commands = RESTCommands()
        for _ in 0..<6_000 {
            let body = Self.mutant(of: Self.bodies, &random)
            for way in [BodyKind.command, .pipeline, .transaction] {
                do throws(RESTError) {
                    try way.read(body, into: &commands)
                    #expect(!commands.rows.isEmpty)
                    #expect(JSONTokens.of(body) != nil, "seed \(seed): \(body)")
                } catch {
                    #expect(!error.text.isEmpty)
                }
            }
        }
    }

    @Test(arguments: 0..<4)
    func `a broken target leads somewhere`(seed: UInt64) {
        var random = Random(seed: seed)
        var commands = RESTCommands()
        for _ in 0..<8_000 {
            let target = Self.mutant(of: Self.targets, &random)
            target.withByteView { view in
                let target = RESTTarget(view)
                _ = target.query.token
                guard case .command(let path) = target.route else { return }
                do throws(RESTError) {
                    try commands.readPath(path, body: view, query: target.query)
                    #expect(commands.rows.count == 1)
                } catch {
                    #expect(!error.text.isEmpty)
                }
            }
        }
    }

    @Test(arguments: 0..<4)
    func `what is written of a broken reply is JSON`(seed: UInt64) {
        var random = Random(seed: seed)
        let buffer = ByteBuffer()
        for round in 0..<8_000 {
            let replies = Self.mutant(of: Self.replies, &random)
            let writer = JSONReplyWriter(buffer: buffer, isBase64: round % 2 == 0)
            replies.withByteView { view in
                var end = 0
                while end < view.count {
                    buffer.removeAll()
                    let written =
                        round % 3 == 0
                        ? writer.objects(ofTransaction: view, at: end) : writer.object(of: view, at: end)
                    guard let written else { break }
                    #expect(JSONTokens.of([UInt8](buffer.view)) != nil, "seed \(seed): \(replies)")
                    end = written.end
                }
                #expect(SSEWriter(buffer: buffer).events(of: view) <= view.count)
            }
        }
    }

    private static func mutant(of originals: [String], _ random: inout Random) -> [UInt8] {
        var bytes = Array(originals[random.below(originals.count)].utf8)
        for _ in 0..<1 + random.below(4) {
            let place = random.below(bytes.count + 1)
            switch random.below(4) {
            case 0: bytes.insert(contentsOf: Array(pieces[random.below(pieces.count)].utf8), at: place)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.below(4)))
            case 2: bytes.insert(UInt8(random.below(256)), at: place)
            default: bytes.append(contentsOf: bytes[place...])
            }
        }
        return Array(bytes.prefix(4_000))
    }
}
