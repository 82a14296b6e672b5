// COMMAND GETKEYS and GETKEYSANDFLAGS, and the rules by which keys are found.

import RESP
import Testing

@testable import KVEngine

@Suite struct CommandKeysTests {
    private let redis = TestEngine()

    private func reply(_ line: String) -> String {
        redis(line).split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().joined(
            separator: " ")
    }

    @Test(arguments: [
        ("GET a", "*1 $1 a"), ("MSET a b c d", "*2 $1 a $1 c"), ("MSET a b c", "*2 $1 a $1 c"),
        ("DEL a b c", "*3 $1 a $1 b $1 c"), ("LMPOP 2 a b LEFT", "*2 $1 a $1 b"),
        ("OBJECT ENCODING a", "*1 $1 a"), ("RPOPLPUSH a b", "*2 $1 a $1 b"),
        ("SORT a BY b GET c LIMIT 0 1 STORE d", "*2 $1 a $1 d"), ("SORT a STORE", "*1 $1 a"),
        ("SORT a GET STORE b", "*1 $1 a"), ("SORT a STORE b STORE c", "*2 $1 a $1 c"),
        ("SORT_RO a STORE b", "*1 $1 a"),
    ])
    func `the keys of a request are found`(request: String, keys: String) {
        #expect(reply("COMMAND GETKEYS \(request)") == keys)
    }

    @Test(arguments: [
        ("GET a", "*1 *2 $1 a *2 +RO +access"),
        ("SET a GET", "*1 *2 $1 a *2 +OW +update"),
        ("SET a b EX 1 get", "*1 *2 $1 a *3 +RW +access +update"),
        ("COPY a b", "*2 *2 $1 a *2 +RO +access *2 $1 b *2 +OW +update"),
        ("SORT a STORE b", "*2 *2 $1 a *2 +RO +access *2 $1 b *2 +OW +update"),
    ])
    func `each key comes with what is done with it`(request: String, keys: String) {
        #expect(reply("COMMAND GETKEYSANDFLAGS \(request)") == keys)
    }

    @Test(arguments: [
        ("nosuch a", "-ERR Invalid command specified"),
        ("CONFIG nosuch", "-ERR Invalid command specified"),
        ("ECHO a", "-ERR The command has no key arguments"),
        ("CONFIG GET", "-ERR The command has no key arguments"),
        ("SET a", "-ERR Invalid number of arguments specified for command"),
        ("GET a b", "-ERR Invalid number of arguments specified for command"),
        ("LMPOP 3 a b LEFT x", "*3 $1 a $1 b $4 LEFT"),
        ("LMPOP 3 a LEFT", "-ERR Invalid arguments specified for command"),
        ("LMPOP 0 a LEFT", "-ERR Invalid arguments specified for command"),
        ("LMPOP -1 a LEFT", "-ERR Invalid arguments specified for command"),
        ("LMPOP x a LEFT", "-ERR Invalid arguments specified for command"),
        ("LMPOP 9223372036854775807 a LEFT", "-ERR Invalid arguments specified for command"),
    ])
    func `a request that is not well formed is refused, in this order`(request: String, answer: String) {
        #expect(reply("COMMAND GETKEYS \(request)") == answer)
    }

    @Test(arguments: ["GETKEYS", "GETKEYSANDFLAGS"])
    func `a request has at least two words`(subcommand: String) {
        let refusal = "-ERR wrong number of arguments for 'command|\(subcommand.lowercased())' command"
        #expect(reply("COMMAND \(subcommand) PING") == refusal)
    }

    // MARK: Rules that no command of ours uses yet

    private func keys(of spec: KeySpec, _ flags: CommandFlags = [], in request: [String]) -> [Int] {
        let docs = Docs(.generic, since: "1.0.0", "", complexity: "")
        let command = Command("x", arity: -1, flags, keys: [spec], docs: docs) { _ throws(RedisError) in }
        let encoded = "*\(request.count)\r\n" + request.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
        return encoded.withByteView { input in
            var parser = RequestParser()
            _ = parser.next(input)
            var call = Call(
                engine: redis.engine, client: redis.client, arguments: parser.arguments, output: ByteBuffer())
            call.input = input
            return command.findKeys(in: RequestWords(of: call, from: 0)).map(\.index)
        }
    }

    @Test func `keys follow a keyword, wherever it is`() {
        let spec = KeySpec(.keyword("STREAMS", from: 1), .range(last: -1, step: 1, limit: 2), [.ro])
        #expect(keys(of: spec, in: ["x", "count", "1", "streams", "a", "b", "0", "0"]) == [4, 5])
        #expect(keys(of: spec, in: ["x", "a", "0"]) == [])
        #expect(keys(of: spec, in: ["x", "streams"]) == [])
    }

    @Test func `a keyword may be looked for from the end`() {
        let spec = KeySpec(.keyword("KEYS", from: -2), .range(last: -1, step: 1, limit: 0), [.rw])
        #expect(keys(of: spec, in: ["x", "keys", "a", "keys", "b"]) == [4])
        #expect(keys(of: spec, in: ["x", "0", "keys", "a", "b"]) == [3, 4])
        // Looking ends before the first argument, and does not begin with the last.
        #expect(keys(of: spec, in: ["x", "keys", "a", "b"]) == [])
        #expect(keys(of: spec, in: ["x", "0", "a", "keys"]) == [])
        #expect(keys(of: spec, in: ["x"]) == [])
    }

    @Test func `what is no key, or is not all, is not answered`() {
        #expect(keys(of: .at(1, [.notKey]), in: ["x", "a"]) == [])
        #expect(keys(of: .at(1, [.rw, .incomplete]), in: ["x", "a"]) == [])
        #expect(keys(of: KeySpec(.unknown, .unknown, [.ro]), in: ["x", "a"]) == [])
    }

    // MARK: First, last and step

    @Test func `plain ranges that follow upon each other are one`() {
        func legacy(_ specs: KeySpec...) -> [Int] {
            let keys = LegacyKeys(specs)
            return [keys.first, keys.last, keys.step]
        }
        #expect(legacy() == [0, 0, 0])
        #expect(legacy(.from(1, step: 2, [])) == [1, -1, 2])
        #expect(legacy(.at(1, []), .at(2, [])) == [1, 2, 1])
        #expect(legacy(.at(2, []), .from(3, [])) == [2, -1, 1])
        #expect(legacy(.at(1, []), .at(3, [])) == [1, 1, 1])
        #expect(legacy(.at(1, []), .counted(at: 2, [])) == [1, 1, 1])
        #expect(legacy(.counted(at: 1, [])) == [0, 0, 0])
    }
}
